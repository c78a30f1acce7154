import { createHmac, timingSafeEqual } from 'node:crypto'

type Event = {
  reference: string
  transaction: string
  outcome: 'succeeded' | 'failed'
  amount: number
  currency: string
}

/** A message older than this is a replay. */
const VALID_FOR = 5 * 60_000
const LONGEST_REFERENCE = 200

/**
 * The provider of demo mode: its pages are at /dev/pay, its messages are signed as real ones are (HMAC-SHA-256 over
 * time and body) and come over HTTP.
 */
export function sandbox({ portal, secret }: { portal: URL; secret: string }) {
  const mac = (at: string, body: string) => createHmac('sha256', secret).update(`${at}.${body}`).digest()
  return {
    async begin({ reference, returnTo }: { reference: string; returnTo: string }): Promise<string> {
      const url = new URL(`/dev/pay/${reference}`, portal)
      url.searchParams.set('returnTo', returnTo)
      return url.href
    },

    read(body: string, signature: string | null, now: Date): Event | null {
      const [, at = '', given = ''] = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
      if (!at || Math.abs(now.getTime() - Number(at)) > VALID_FOR) return null
      if (!timingSafeEqual(mac(at, body), Buffer.from(given, 'hex'))) return null
      return eventOf(body)
    },

    /** Its customers have no accounts: what goes back is gone at once. */
    refund: async (): Promise<boolean> => true,

    /** Tells the portal what became of a payment. @throws Error when it did not take it. */
    async tell(event: Event, now: Date): Promise<void> {
      const body = JSON.stringify(event)
      const at = String(now.getTime())
      const response = await fetch(new URL('/api/payments/webhook', portal), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-payment-signature': `t=${at},v1=${mac(at, body).toString('hex')}`,
        },
        body,
        signal: AbortSignal.timeout(10_000),
      })
      if (!response.ok) throw new Error(`the portal answered ${response.status}`)
    },
  }
}

function eventOf(body: string): Event | null {
  try {
    const { reference, transaction, outcome, amount, currency } = JSON.parse(body) as Event
    const right =
      [reference, transaction].every((id) => typeof id === 'string' && id.length <= LONGEST_REFERENCE) &&
      transaction !== '' &&
      (outcome === 'succeeded' || outcome === 'failed') &&
      Number.isSafeInteger(amount) &&
      /^[A-Z]{3}$/.test(currency)
    return right ? { reference, transaction, outcome, amount, currency } : null
  } catch {
    return null
  }
}
