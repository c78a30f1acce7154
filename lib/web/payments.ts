import { createHash } from 'node:crypto'
import type { PaymentProvider } from '@/lib/billing/payment-provider'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { env } from '@/lib/infra/env'

const open = () =>
  sandbox({
    portal: env().PORTAL_URL,
    secret: createHash('sha256').update(`payments ${env().AUTH_SECRET}`).digest('hex'),
  })

/** The operator's provider of online payments; in demo mode the sandbox, otherwise none: bills are paid by transfer. */
export const paymentProvider = (): PaymentProvider | null => (env().DEMO ? open() : null)

/** The far end of demo mode. */
export const demoPayments = open
