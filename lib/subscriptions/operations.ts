import { editLine } from './lines/edit-line'
import { editLines } from './lines/edit-lines'
import { exportLines } from './lines/export-lines'
import { labelOwnLine } from './lines/label-own-line'
import { moveLines } from './moves/move-lines'
import { undoMove } from './moves/undo-move'
import { showSimCodes } from './sims/show-sim-codes'

/** All that can be done in this room. */
export const subscriptionsOperations = [
  editLine,
  editLines,
  exportLines,
  labelOwnLine,
  moveLines,
  showSimCodes,
  undoMove,
] as const
