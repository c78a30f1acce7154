'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { orAsk } from '@/lib/approvals/or-ask'
import { applyChange } from '@/lib/grants/apply-change'
import { appointSubstitute } from '@/lib/grants/appoint-substitute'
import { beginReview } from '@/lib/grants/begin-review'
import { changeMany } from '@/lib/grants/change-many'
import { closeReview } from '@/lib/grants/close-review'
import { decideReview } from '@/lib/grants/decide-review'
import { editPerson } from '@/lib/grants/edit-person'
import { editTemplate } from '@/lib/grants/edit-template'
import { endSubstitution } from '@/lib/grants/end-substitution'
import { importRights } from '@/lib/grants/import-rights'
import { limitNumbers } from '@/lib/grants/limit-numbers'
import {
  applyChangeInput,
  changeManyInput,
  changeNumberInput,
  closeReviewInput,
  decideReviewInput,
  draftIdInput,
  editPersonInput,
  editTemplateInput,
  importRightsInput,
  limitNumbersInput,
  nothingInput,
  substituteInput,
} from '@/lib/grants/schema'
import { undoChange } from '@/lib/grants/undo-change'
import { endView } from '@/lib/identity/end-view'
import { viewAsInput } from '@/lib/identity/schema'
import { viewAs } from '@/lib/identity/view-as'
import { leaveUser } from '@/lib/journeys/leave-user'
import { leaveUserInput } from '@/lib/journeys/schema'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'
import { shownAgain } from '@/lib/web/shown-again'

/** Every change of rights is reviewed before it is one. */
const asked = () => redirectDone('/approvals', 'asked')
const applied = ({ number }: { number: number }) => redirectDone(`/rights/changes/${number}`, 'applied')
const review = ({ id }: { id: string }) => redirect(`/rights/review/${id}`)

export const editPersonAction = action(editPersonInput, editPerson, review)
export const changeManyAction = action(changeManyInput, changeMany, review)
export const limitNumbersAction = action(limitNumbersInput, limitNumbers, review)
export const editTemplateAction = action(editTemplateInput, editTemplate, review)
export const importRightsAction = action(importRightsInput, importRights, review)
export const undoChangeAction = action(changeNumberInput, undoChange, review)
export const applyChangeAction = action(
  applyChangeInput,
  shownAgain(
    orAsk('right:grant', applyChange, ({ draft, reason = '', anyway }) => ({
      subject: reason,
      input: { draft, reason, ...(anyway && { anyway }) },
      comment: reason,
    })),
  ),
  (made) => ('asked' in made ? asked() : applied(made)),
)

export const appointSubstituteAction = action(
  substituteInput,
  orAsk('right:grant', appointSubstitute, ({ proof: _proof, reason, ...rest }) => ({
    subject: rest.substitute,
    input: { ...rest, reason: reason ?? '' },
    ...(reason && { comment: reason }),
  })),
  (made) => ('asked' in made ? asked() : redirect(`/rights/people/${made.id}/substitute`)),
)
export const endSubstitutionAction = action(draftIdInput, endSubstitution, ({ id }) =>
  redirect(`/rights/people/${id}/substitute`),
)
export const leaveUserAction = action(leaveUserInput, shownAgain(leaveUser), applied)
export const beginReviewAction = action(nothingInput, beginReview, ({ id }) =>
  redirect(`/rights/access/${id}`),
)
export const decideReviewAction = action(decideReviewInput, decideReview, ({ id }) =>
  redirect(`/rights/access/${id}`),
)
export const closeReviewAction = action(closeReviewInput, closeReview, ({ id }) =>
  redirect(`/rights/access/${id}`),
)
/** The frame, too, is drawn for other eyes. */
const withOtherEyes = () => {
  revalidatePath('/', 'layout')
  return redirect('/overview')
}
export const viewAsAction = action(viewAsInput, viewAs, withOtherEyes)
export const endViewAction = action(nothingInput, endView, withOtherEyes)
