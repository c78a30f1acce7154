import { beginSecondFactor } from './factors/begin-second-factor'
import { confirmApp } from './factors/confirm-app'
import { confirmPasskey } from './factors/confirm-passkey'
import { removeSecondFactor } from './factors/remove-second-factor'
import { renewBackupCodes } from './factors/renew-backup-codes'
import { showBackupCodes } from './factors/show-backup-codes'
import { changePassword } from './passwords/change-password'
import { endOwnSession } from './sessions/end-own-session'
import { endSession } from './sessions/end-session'
import { endView } from './sessions/end-view'
import { viewAs } from './sessions/view-as'
import { beginCompanyLink } from './sso/begin-company-link'
import { linkCompanyIdentity } from './sso/link-company-identity'
import { unlinkCompanyIdentity } from './sso/unlink-company-identity'

/** All that can be done in this room. */
export const identityOperations = [
  beginCompanyLink,
  beginSecondFactor,
  changePassword,
  confirmApp,
  confirmPasskey,
  endOwnSession,
  endSession,
  endView,
  linkCompanyIdentity,
  removeSecondFactor,
  renewBackupCodes,
  showBackupCodes,
  unlinkCompanyIdentity,
  viewAs,
] as const
