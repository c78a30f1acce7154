import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { findOpenPayment, openAtProvider } from './open-payments'
import type { PaymentProvider } from './payment-provider'

/**
 * Goes on with a payment that somebody of the company has begun: it is made once, whoever makes it. Refuses where it is
 * over, or for bills out of reach.
 */
export async function resumePayment(
  actor: Actor,
  input: { payment: string },
  world: World,
  provider: PaymentProvider,
): Promise<Result<{ url: string }>> {
  authorize(actor, 'bill:pay')
  const payment = await findOpenPayment(world.sql, actor, input.payment, world.clock())
  return payment ? openAtProvider(payment, world, provider) : refuse('bills.payment_over')
}
