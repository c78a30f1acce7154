import { returnAddress } from '@/lib/identity/sso/company-provider'
import { findCompanyVisit } from '@/lib/identity/sso/company-visit'
import { endCompanyVisit } from '@/lib/identity/sso/end-company-visit'
import { enterCompanyIdentity } from '@/lib/identity/sso/enter-company-identity'
import { linkCompanyIdentity } from '@/lib/identity/sso/link-company-identity'
import { context } from '@/lib/infra/context'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { withReturn } from '@/lib/kernel/return-path'
import { findActor } from '@/lib/web/actor'
import { provider } from '@/lib/web/company-provider'
import { visitor } from '@/lib/web/request'
import { attemptToken, dropAttempt, enter, keepAttempt } from '@/lib/web/sign-in'
import { linkAnswer, refusedVisit, seeOther, visitFailed } from '../answers'

/** Back from the provider: who it is is asked of the provider itself, never taken from the address. */
export async function GET(request: Request) {
  const token = await attemptToken()
  const query = new URL(request.url).searchParams
  const state = query.get('state')
  const visit = await findCompanyVisit(token, context(), state)
  if (!visit) return seeOther('/sign-in/company')
  // Somebody else's link, or an old one: this visit goes on.
  if (state !== visit.flow.state) return seeOther('/sign-in/company')
  const finished = await provider().finish(visit.settings, returnAddress(context()), query, visit.flow)
  if (!finished.ok) {
    await endCompanyVisit(await visitor(), token!, context())
    await dropAttempt()
    return visitFailed(visit, finished.problem)
  }
  if (visit.for === 'link') {
    await dropAttempt()
    const actor = await findActor()
    // Whoever looks, or looked until just now, through somebody else's eyes links nobody's account.
    const self = actor && !actor.viewedBy && actor.viewEnded === undefined ? actor : null
    const linked =
      self && (await linkCompanyIdentity(self, {}, context(), { token, identity: finished.value }))
    return linkAnswer(linked?.ok ? 'linked' : 'not_linked')
  }
  const reached = await enterCompanyIdentity(token, finished.value, context())
  if (!reached.ok) {
    await dropAttempt()
    return refusedVisit(visit, reached.refusal)
  }
  if (reached.value.next.step !== 'finished') {
    await keepAttempt(reached.value.token)
    return seeOther(withReturn('/sign-in', reached.value.returnTo))
  }
  const opened = await enter(reached.value.token)
  await dropAttempt()
  if (opened) metrics.signIn('company', 'signed_in')
  return opened
    ? seeOther(reached.value.returnTo ?? '/overview')
    : refusedVisit(visit, { code: 'identity.start_over' })
}
