import { createUser } from './create-user'
import { editProfile } from './edit-profile'
import { editUser } from './edit-user'
import { endMainAdministrator } from './end-main-administrator'
import { endUserSessions } from './end-user-sessions'
import { reactivateUser } from './reactivate-user'
import { reissueTemporaryPassword } from './reissue-temporary-password'
import { removeIdentityProvider } from './remove-identity-provider'
import { removeUserFactors } from './remove-user-factors'
import { setIdentityProvider } from './set-identity-provider'
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
] as const
