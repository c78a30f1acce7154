import type { Context } from '@/lib/infra/context'
import type { Refusal } from '@/lib/kernel/result'
import { wasField } from '@/lib/kernel/was-field'
import type { Market } from '@/lib/market/market'
import { readMobileNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { ownLogin } from '../rules'
import { createUserInput } from '../schema'

// What the rules of a company and its market refuse in the form of a user, also where the rest of the form cannot be read:
// so all that is wrong is said at once.
type Sent = Record<string, unknown>

/** Of the form that creates a user: the login, also one that is taken, and the number. */
export async function judgeNewUser(actor: Actor, sent: Sent, context: Context): Promise<Refusal[]> {
  authorize(actor, 'user:create')
  const { slug, id: companyId } = actor.company
  const typed = createUserInput.shape.login.safeParse(sent.login)
  const login = typed.success && ownLogin(typed.data, slug)
  const account = `${login}@${slug}`
  const isTaken =
    login && (await context.db.user.findFirst({ where: { companyId, login }, select: { id: true } }))
  return [
    ...(typed.success && !login ? [refuse('company.login_unreadable', { field: 'login' }).refusal] : []),
    ...(isTaken ? [refuse('company.login_taken', { field: 'login', values: { account } }).refusal] : []),
    ...judgeMobile(sent.mobile, context.market),
  ]
}

/** Of the form that corrects one: the number, where it was changed. */
export async function judgeEditedUser(actor: Actor, sent: Sent, context: Context): Promise<Refusal[]> {
  authorize(actor, 'user:edit')
  return sent.mobile === sent[wasField('mobile')] ? [] : judgeMobile(sent.mobile, context.market)
}

function judgeMobile(sent: unknown, market: Market): Refusal[] {
  const typed = createUserInput.shape.mobile.safeParse(sent)
  const number = typed.success && readMobileNumber(typed.data, market)
  return number && number.kind !== 'mobile'
    ? [refuse(`company.mobile_${number.kind}`, { field: 'mobile' }).refusal]
    : []
}
