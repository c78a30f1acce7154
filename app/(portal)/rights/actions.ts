'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { changeMany } from '@/lib/grants/changes/change-many'
import { editPerson } from '@/lib/grants/changes/edit-person'
import { undoChange } from '@/lib/grants/changes/undo-change'
import { importRights } from '@/lib/grants/files/import-rights'
import { limitNumbers } from '@/lib/grants/numbers/limit-numbers'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { closeReview } from '@/lib/grants/reviews/close-review'
import { decideReview } from '@/lib/grants/reviews/decide-review'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { endSubstitution } from '@/lib/grants/substitutes/end-substitution'
import { endView } from '@/lib/identity/sessions/end-view'
import { viewAs } from '@/lib/identity/sessions/view-as'
import { leaveUser } from '@/lib/journeys/leave-user'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

/** Every change of rights is reviewed before it is one. */
const applied = ({ number }: { number: number }) => redirectDone(`/rights/changes/${number}`, 'applied')
const review = ({ id }: { id: string }) => redirect(`/rights/review/${id}`)

export const editPersonAction = action(editPerson, review)
export const changeManyAction = action(changeMany, review)
export const limitNumbersAction = action(limitNumbers, review)
export const editTemplateAction = action(editTemplate, review)
export const importRightsAction = action(importRights, review)
export const undoChangeAction = action(undoChange, review)
export const applyChangeAction = action(applyChange, applied, { showsAgain: true })

export const appointSubstituteAction = action(appointSubstitute, ({ id }) =>
  redirect(`/rights/people/${id}/substitute`),
)
export const endSubstitutionAction = action(endSubstitution, ({ id }) =>
  redirect(`/rights/people/${id}/substitute`),
)
export const leaveUserAction = action(leaveUser, applied, { showsAgain: true })
export const beginReviewAction = action(beginReview, ({ id }) => redirect(`/rights/access/${id}`))
export const decideReviewAction = action(decideReview, ({ id }) => redirect(`/rights/access/${id}`))
export const closeReviewAction = action(closeReview, ({ id }) => redirect(`/rights/access/${id}`))
/** The frame, too, is drawn for other eyes. */
const afterImpersonating = () => {
  revalidatePath('/', 'layout')
  return redirect('/overview')
}
export const viewAsAction = action(viewAs, afterImpersonating)
export const endViewAction = action(endView, afterImpersonating)
