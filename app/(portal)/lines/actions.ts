'use server'

import { askUsage } from '@/lib/billing/ask-usage'
import { askUsageInput } from '@/lib/billing/schema'
import { editLine } from '@/lib/subscriptions/edit-line'
import { editLines } from '@/lib/subscriptions/edit-lines'
import { moveLines } from '@/lib/subscriptions/move-lines'
import {
  editLineInput,
  editLinesInput,
  lineIdInput,
  moveLinesInput,
  undoMoveInput,
} from '@/lib/subscriptions/schema'
import { showSimCodes } from '@/lib/subscriptions/show-sim-codes'
import { undoMove } from '@/lib/subscriptions/undo-move'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'
import { shownAgain } from '@/lib/web/shown-again'

export const editLineAction = action(editLineInput, editLine, ({ id }) =>
  redirectDone(`/lines/${id}`, 'saved'),
)
export const editLinesAction = action(editLinesInput, shownAgain(editLines), ({ count }) =>
  redirectDone('/lines', `changed-${count}`),
)
export const moveLinesAction = action(moveLinesInput, shownAgain(moveLines), ({ count }) =>
  redirectDone('/lines', `moved-${count}`),
)
export const undoMoveAction = action(undoMoveInput, undoMove, ({ count }) =>
  redirectDone('/lines', `undone-${count}`),
)
/** What it shows is only in the answer to this form, and nowhere else. */
export const showSimCodesAction = action(lineIdInput, showSimCodes, ({ pin, puk }, t) => ({
  done: [pin && `PIN ${pin}`, `PUK ${puk}`, t('sim.warning')].filter(Boolean).join(' · '),
}))
export const askUsageAction = action(askUsageInput, askUsage, () => redirectDone('/approvals', 'asked'))
