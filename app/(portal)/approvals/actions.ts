'use server'

import { answerRightRequest } from '@/lib/approvals/answer-right-request'
import { askRight } from '@/lib/approvals/ask-right'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { setDecidableRules } from '@/lib/approvals/set-decidable-rules'
import { withdrawRequest } from '@/lib/approvals/withdraw-request'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

const back = (done: string) => redirectDone('/approvals', done)

export const decideRequestsAction = action(decideRequests, () => back('decided'))
export const withdrawRequestAction = action(withdrawRequest, () => back('withdrawn'))
export const answerRightAction = action(answerRightRequest, (made) =>
  back('asked' in made ? 'second' : 'given'),
)
export const askRightAction = action(askRight, () => back('asked'))
export const setApprovalRulesAction = action(setDecidableRules, () =>
  redirectDone('/approvals/rules', 'saved'),
)
