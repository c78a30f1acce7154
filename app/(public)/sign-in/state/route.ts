import { stepCard } from '@/components/identity/step-card'
import { getSignIn } from '@/lib/identity/queries'
import { context } from '@/lib/infra/context'
import { words } from '@/lib/web/request'
import { attemptMark, attemptToken } from '@/lib/web/sign-in'

/** Where the attempt stands: what a card whose SMS is on its way asks for. */
export async function GET() {
  const token = await attemptToken()
  const view = await getSignIn(token, context())
  return Response.json(stepCard(view, attemptMark(token), await words()), {
    headers: { 'Cache-Control': 'no-store' },
  })
}
