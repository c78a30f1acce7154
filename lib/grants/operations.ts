import { applyChange } from './changes/apply-change'
import { changeMany } from './changes/change-many'
import { openChangePdf } from './changes/change-pdf'
import { editPerson } from './changes/edit-person'
import { undoChange } from './changes/undo-change'
import { exportRights } from './files/export-rights'
import { importRights } from './files/import-rights'
import { limitNumbers } from './numbers/limit-numbers'
import { beginReview } from './reviews/begin-review'
import { closeReview } from './reviews/close-review'
import { decideReview } from './reviews/decide-review'
import { openReviewReport } from './reviews/review-report'
import { editTemplate } from './roles/edit-template'
import { appointSubstitute } from './substitutes/appoint-substitute'
import { endSubstitution } from './substitutes/end-substitution'

/** All that can be done in this room. */
export const grantsOperations = [
  applyChange,
  appointSubstitute,
  beginReview,
  changeMany,
  closeReview,
  decideReview,
  editPerson,
  editTemplate,
  endSubstitution,
  exportRights,
  importRights,
  limitNumbers,
  openChangePdf,
  openReviewReport,
  undoChange,
] as const
