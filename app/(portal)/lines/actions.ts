'use server'

import { askUsage } from '@/lib/approvals/ask-usage'
import { editLine } from '@/lib/subscriptions/lines/edit-line'
import { editLines } from '@/lib/subscriptions/lines/edit-lines'
import { moveLines } from '@/lib/subscriptions/moves/move-lines'
import { undoMove } from '@/lib/subscriptions/moves/undo-move'
import { showSimCodes } from '@/lib/subscriptions/sims/show-sim-codes'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

export const editLineAction = action(editLine, ({ id }) => redirectDone(`/lines/${id}`, 'saved'))
export const editLinesAction = action(editLines, ({ count }) => redirectDone('/lines', `changed-${count}`), {
  showsAgain: true,
})
export const moveLinesAction = action(moveLines, ({ count }) => redirectDone('/lines', `moved-${count}`), {
  showsAgain: true,
})
export const undoMoveAction = action(undoMove, ({ count }) => redirectDone('/lines', `undone-${count}`))
/** What it shows is only in the answer to this form, and nowhere else. */
export const showSimCodesAction = action(showSimCodes, ({ pin, puk }, t) => ({
  done: [pin && `PIN ${pin}`, `PUK ${puk}`, t('sim.warning')].filter(Boolean).join(' · '),
}))
export const askUsageAction = action(askUsage, () => redirectDone('/approvals', 'asked'))
