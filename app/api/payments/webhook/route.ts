import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { context } from '@/lib/infra/context'
import { readText } from '@/lib/web/body'
import { reportingProvider } from '@/lib/web/payments'

/** In bytes; bin/lib/kinds.mjs lets no more through. */
const LARGEST = 20_000

/** Where the provider of payments tells what became of them. It may tell it any number of times. */
export async function POST(request: Request): Promise<Response> {
  const provider = reportingProvider()
  const body = await readText(request, LARGEST)
  const event =
    provider && body !== null
      ? provider.read(body, request.headers.get('x-payment-signature'), context().clock())
      : null
  if (!event) return Response.json({ error: 'not signed by the provider' }, { status: 401 })
  const answer = await takePaymentEvent(event, context())
  return Response.json({ answer }, { status: answer === 'unknown' ? 404 : 200 })
}
