import { leaveUser } from './leave-user'

/** All that can be done in this room. */
export const journeysOperations = [leaveUser] as const
