import type { PaymentProvider } from '@/lib/billing/payments/payment-provider'
import { openSandbox } from '@/lib/channels/pay/open'
import { env } from '@/lib/infra/env'
import { isDemoRequest } from './demo'

const open = () => openSandbox(env())

/**
 * The operator's provider of online payments, for whoever wants to pay; in demo mode the sandbox, where its pages open to
 * this request, otherwise none: bills are paid by transfer.
 */
export const paymentProvider = async (): Promise<PaymentProvider | null> =>
  (await isDemoRequest()) ? open() : null

/** The same for what the provider itself tells, which it signs. */
export const reportingProvider = (): PaymentProvider | null => (env().DEMO ? open() : null)

/** The provider of demo mode. */
export const demoPayments = open
