import { answerRightRequest, giveRight } from './answer-right-request'
import { askRight } from './ask-right'
import { askUsage } from './ask-usage'
import { decideRequests } from './decide-requests'
import { setDecidableRules } from './set-decidable-rules'
import { withdrawRequest } from './withdraw-request'

/** All that can be done in this room. */
export const approvalsOperations = [
  answerRightRequest,
  askRight,
  askUsage,
  decideRequests,
  giveRight,
  setDecidableRules,
  withdrawRequest,
] as const
