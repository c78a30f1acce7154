import { editLine } from './edit-line'
import { editLines } from './edit-lines'
import { exportLines } from './export-lines'
import { labelOwnLine } from './label-own-line'
import { moveLines } from './move-lines'
import { showSimCodes } from './show-sim-codes'
import { undoMove } from './undo-move'

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
