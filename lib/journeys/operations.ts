import { leaveUser } from './leave-user'
import { setOfferOnReference } from './set-offer-on-reference'

/** All that can be done in this room. */
export const journeysOperations = [leaveUser, setOfferOnReference] as const
