import { auditActor, recordAudit } from '@/lib/audit/record'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { after, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { decimalAmount } from '@/lib/kernel/money'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import type { PaymentProvider } from './payment-provider'
import { billsInReach } from './reach'
import type { StartPaymentInput } from './schema'

/** For so long a payment that was begun is gone on with instead of begun again. */
const GOES_ON = 30 * MINUTE

/**
 * Begins to pay one bill, or all that is owed: the payment is there, with what it is for, before the provider hears of
 * it. Pressed twice it is one payment. Refuses where nothing is owed. @throws NotFound for a bill out of reach.
 */
export async function startPayment(
  actor: Actor,
  input: StartPaymentInput,
  world: World,
  provider: PaymentProvider,
): Promise<Result<{ url: string }>> {
  authorize(actor, 'bill:pay')
  const { companyId } = actor.subject
  const now = world.clock()
  const begun = await sqlTransaction(world, async (tx) => {
    const bills = await tx.$queryRaw<{ id: string; open: number; currency: string; number: string }[]>`
      SELECT b.id, b.open::float8 AS open, b.currency, b.number FROM bill b
      WHERE ${billsInReach(actor, 'bill:pay')} AND b.open > 0 AND NOT b.held
        ${input.bill ? Prisma.sql`AND b.id = ${input.bill}::uuid` : Prisma.empty}
      ORDER BY b.id FOR UPDATE`
    if (bills.length === 0) return refuse('bills.nothing_owed')
    const amount = bills.reduce((sum, { open }) => sum + open, 0)
    const ids = bills.map(({ id }) => id)
    const [same] = await tx.$queryRaw<Begun[]>`
      SELECT p.id, p.reference, p.amount::float8 AS amount, p.currency, p.url FROM payment p
      WHERE p.company_id = ${companyId}::uuid AND p.state = 'open' AND p.amount = ${amount}
        AND p.started_at > ${after(now, -GOES_ON)}
        AND (SELECT array_agg(i.bill_id ORDER BY i.bill_id) FROM payment_part i WHERE i.payment_id = p.id) = ${ids}::uuid[]`
    if (same) return ok(same)
    const id = newId()
    const payment = { id, reference: id, amount, currency: bills[0]!.currency, url: null }
    await tx.$executeRaw`
      INSERT INTO payment (id, company_id, reference, amount, currency, state, started_by_id, started_at)
      VALUES (${id}::uuid, ${companyId}::uuid, ${id}, ${amount}, ${payment.currency}, 'open',
        ${actor.subject.id}::uuid, ${now})`
    await tx.$executeRaw`
      INSERT INTO payment_part (payment_id, bill_id, amount)
      SELECT ${id}::uuid, * FROM unnest(${ids}::uuid[], ${bills.map(({ open }) => open)}::bigint[])`
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: auditActor(actor),
      action: 'billing.payment_started',
      object: { kind: 'payment', id, name: id },
      after: {
        amount: `${decimalAmount(amount)} ${payment.currency}`,
        bills: bills.map(({ number }) => number),
      },
    })
    return ok(payment)
  })
  if (!begun.ok) return begun
  const { id, reference, amount, currency, url } = begun.value
  if (url) return ok({ url })
  // Outside the transaction: nothing slower than the database is in one.
  const back = new URLSearchParams({ payment: id, ...(input.bill && { bill: input.bill }) })
  const returnTo = new URL(`/bills/pay?${back}`, world.portal).href
  const address = await provider.begin({ reference, amount, currency, returnTo })
  await world.sql.$executeRaw`UPDATE payment SET url = ${address} WHERE id = ${id}::uuid AND state = 'open'`
  return ok({ url: address })
}

type Begun = { id: string; reference: string; amount: number; currency: string; url: string | null }
