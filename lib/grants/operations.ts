import { applyChange } from './apply-change'
import { appointSubstitute } from './appoint-substitute'
import { beginReview } from './begin-review'
import { changeMany } from './change-many'
import { openChangePdf } from './change-pdf'
import { closeReview } from './close-review'
import { decideReview } from './decide-review'
import { editPerson } from './edit-person'
import { editTemplate } from './edit-template'
import { endSubstitution } from './end-substitution'
import { exportRights } from './export-rights'
import { importRights } from './import-rights'
import { limitNumbers } from './limit-numbers'
import { openReviewReport } from './review-report'
import { undoChange } from './undo-change'

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
