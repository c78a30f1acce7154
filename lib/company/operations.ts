import { beginAssignment } from './begin-assignment'
import { createUser } from './create-user'
import { editProfile } from './edit-profile'
import { editUser } from './edit-user'
import { endAssignment } from './end-assignment'
import { endMainAdministrator } from './end-main-administrator'
import { endUserSessions } from './end-user-sessions'
import { reactivateUser } from './reactivate-user'
import { registerMainAdministrator } from './register-main-administrator'
import { reissueTemporaryPassword } from './reissue-temporary-password'
import { removeIdentityProvider } from './remove-identity-provider'
import { removeUserFactors } from './remove-user-factors'
import { setIdentityProvider } from './set-identity-provider'
import { setOffer } from './set-offer'
import { settleContacts } from './settle-contacts'
import { suspendUser } from './suspend-user'
import { switchSmsAtSignIn } from './switch-sms-at-sign-in'

/** All that can be done in this room. */
export const companyOperations = [
  createUser,
  editProfile,
  editUser,
  endMainAdministrator,
  endUserSessions,
  reactivateUser,
  reissueTemporaryPassword,
  removeIdentityProvider,
  removeUserFactors,
  setIdentityProvider,
  settleContacts,
  suspendUser,
  switchSmsAtSignIn,
  beginAssignment,
  endAssignment,
  registerMainAdministrator,
  setOffer,
] as const
