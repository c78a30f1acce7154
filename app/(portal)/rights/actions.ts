'use server'

import { redirect } from 'next/navigation'
import { orAsk } from '@/lib/approvals/or-ask'
import { applyChange } from '@/lib/grants/apply-change'
import { changeMany } from '@/lib/grants/change-many'
import { editPerson } from '@/lib/grants/edit-person'
import { editTemplate } from '@/lib/grants/edit-template'
import { importRights } from '@/lib/grants/import-rights'
import { limitNumbers } from '@/lib/grants/limit-numbers'
import {
  applyChangeInput,
  changeManyInput,
  editPersonInput,
  editTemplateInput,
  importRightsInput,
  limitNumbersInput,
  undoChangeInput,
} from '@/lib/grants/schema'
import { undoChange } from '@/lib/grants/undo-change'
import { action } from '@/lib/web/action'

/** Every change of rights is reviewed before it is one. */
const review = ({ id }: { id: string }) => redirect(`/rights/review/${id}`)

export const editPersonAction = action(editPersonInput, editPerson, review)
export const changeManyAction = action(changeManyInput, changeMany, review)
export const limitNumbersAction = action(limitNumbersInput, limitNumbers, review)
export const editTemplateAction = action(editTemplateInput, editTemplate, review)
export const importRightsAction = action(importRightsInput, importRights, review)
export const undoChangeAction = action(undoChangeInput, undoChange, review)
export const applyChangeAction = action(
  applyChangeInput,
  orAsk('right:grant', applyChange, ({ draft, reason = '' }) => ({
    subject: reason,
    input: { draft, reason },
    comment: reason,
  })),
  (made) => redirect('asked' in made ? '/approvals?done=asked' : `/rights/changes/${made.number}?done=1`),
)
