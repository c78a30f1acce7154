import { z } from 'zod'
import { scope } from '@/lib/grants/schema'
import { editForm } from '@/lib/kernel/changes'
import { line } from '@/lib/kernel/line'
import type { Permission } from '@/lib/rights/catalogue'
import { isPermission } from '@/lib/rights/catalogue'
import { APPROVABLE } from './rules'

const text = line(500, 'company.reason_too_long').default('')

/** How long a right that was asked for is given. */
export const GIVEN_FOR = ['day', 'good'] as const

export const decideInput = z.object({
  /** Ids with spaces between. */
  requests: z.string().max(40_000),
  decision: z.enum(['approve', 'reject']),
  answer: text,
  for: z.enum(GIVEN_FOR).default('day'),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})

export const requestIdInput = z.object({ id: z.uuid() })

/** One box for each function that can need a second person: what was put on the list, and what was taken off it. */
export const approvalRulesInput = editForm(
  Object.fromEntries(APPROVABLE.map((fn) => [`item:${fn}`, z.enum(['on', ''])])),
  { proof: z.string().max(1_024, 'identity.current_password_wrong').optional() },
).transform(({ proof, changes }): ApprovalRulesInput => {
  const turned = (next: string) => APPROVABLE.filter((fn) => changes[`item:${fn}`]?.next === next)
  return { proof, on: turned('on'), off: turned('') }
})
export type ApprovalRulesInput = {
  on: readonly Permission[]
  off: readonly Permission[]
  proof?: string | undefined
}

const functions = z
  .array(z.string(), 'approvals.whole_form')
  .transform((all) => APPROVABLE.filter((fn) => all.includes(fn)))
/** The same as a request keeps it. */
export const approvedRulesInput = z.object({ on: functions, off: functions })

const permissionKey = z.string().refine(isPermission)
export const askRightInput = z.object({
  fn: permissionKey,
  on: scope.default({ kind: 'company' }),
  comment: line(500, 'company.reason_too_long').default(''),
})

export const answerRightInput = z.object({
  id: z.uuid(),
  for: z.enum(GIVEN_FOR).default('day'),
  answer: line(500, 'company.reason_too_long').default(''),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})
export type AnswerRightInput = z.infer<typeof answerRightInput>

/** What a request keeps of giving a right that somebody has asked for: the draft, and whom it answers. */
export const giveRightInput = z.object({
  draft: z.uuid(),
  reason: line(500, 'company.reason_too_long').default(''),
  answers: z.uuid(),
  /** A day counts from when it is given; absent: the draft says until when (the version before). */
  for: z.enum(GIVEN_FOR).optional(),
  answer: line(500, 'company.reason_too_long').default(''),
})
