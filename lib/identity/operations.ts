import { beginCompanyLink } from './begin-company-link'
import { beginSecondFactor } from './begin-second-factor'
import { changePassword } from './change-password'
import { confirmApp } from './confirm-app'
import { confirmPasskey } from './confirm-passkey'
import { endOwnSession } from './end-own-session'
import { endSession } from './end-session'
import { endView } from './end-view'
import { linkCompanyIdentity } from './link-company-identity'
import { removeSecondFactor } from './remove-second-factor'
import { renewBackupCodes } from './renew-backup-codes'
import { showBackupCodes } from './show-backup-codes'
import { unlinkCompanyIdentity } from './unlink-company-identity'
import { viewAs } from './view-as'

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
