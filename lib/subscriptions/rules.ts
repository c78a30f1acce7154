import { DAY } from '@/lib/kernel/clock'

/** So long a move of lines to another cost centre can be undone. */
export const UNDO_WITHIN = DAY
