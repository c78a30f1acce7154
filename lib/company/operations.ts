import { endMainAdministrator } from './administrators/end-main-administrator'
import { registerMainAdministrator } from './administrators/register-main-administrator'
import { settleContacts } from './contacts/settle-contacts'
import { editProfile } from './edit-profile'
import { removeIdentityProvider } from './settings/remove-identity-provider'
import { setIdentityProvider } from './settings/set-identity-provider'
import { switchSmsAtSignIn } from './settings/switch-sms-at-sign-in'
import { beginAssignment } from './staff/begin-assignment'
import { endAssignment } from './staff/end-assignment'
import { setOffer } from './staff/set-offer'
import { createUser } from './users/create-user'
import { editUser } from './users/edit-user'
import { endUserSessions } from './users/end-user-sessions'
import { reactivateUser } from './users/reactivate-user'
import { reissueTemporaryPassword } from './users/reissue-temporary-password'
import { removeUserFactors } from './users/remove-user-factors'
import { suspendUser } from './users/suspend-user'

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
