'use server'

import { decideRequests } from '@/lib/approvals/decide-requests'
import { orAsk } from '@/lib/approvals/or-ask'
import { approvalRulesInput, decideInput, requestIdInput } from '@/lib/approvals/schema'
import { withdrawRequest } from '@/lib/approvals/withdraw-request'
import { answerRightRequest } from '@/lib/grants/answer-right-request'
import { askRight } from '@/lib/grants/ask-right'
import { answerRightInput, askRightInput } from '@/lib/grants/schema'
import { whyNotApprove } from '@/lib/grants/second-person'
import { setDecidableRules } from '@/lib/grants/set-decidable-rules'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

const back = (done: string) => redirectDone('/approvals', done)

export const decideRequestsAction = action(
  decideInput,
  (actor, input, world) => decideRequests(actor, input, world, whyNotApprove),
  () => back('decided'),
)
export const withdrawRequestAction = action(requestIdInput, withdrawRequest, () => back('withdrawn'))
export const answerRightAction = action(answerRightInput, answerRightRequest, (made) =>
  back('asked' in made ? 'second' : 'given'),
)
export const askRightAction = action(askRightInput, askRight, () => back('asked'))
export const setApprovalRulesAction = action(
  approvalRulesInput,
  orAsk('approval_rule:edit', setDecidableRules, ({ on, off }, { company }) => ({
    subject: company.name,
    input: { on, off },
  })),
  (made) => (made && 'asked' in made ? back('asked') : redirectDone('/approvals/rules', 'saved')),
)
