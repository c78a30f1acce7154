'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
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
import { undoChange } from '@/lib/grants/undo-change'
import { endView } from '@/lib/identity/end-view'
import { viewAs } from '@/lib/identity/view-as'
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
const withOtherEyes = () => {
  revalidatePath('/', 'layout')
  return redirect('/overview')
}
export const viewAsAction = action(viewAs, withOtherEyes)
export const endViewAction = action(endView, withOtherEyes)
