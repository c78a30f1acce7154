import { applyChange } from './apply-change'
import { appointSubstitute } from './appoint-substitute'
import { beginReview } from './begin-review'
import { changeMany } from './change-many'
import { closeReview } from './close-review'
import { decideReview } from './decide-review'
import { editPerson } from './edit-person'
import { editTemplate } from './edit-template'
import { endSubstitution } from './end-substitution'
import { importRights } from './import-rights'
import { limitNumbers } from './limit-numbers'
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
  importRights,
  limitNumbers,
  undoChange,
] as const
