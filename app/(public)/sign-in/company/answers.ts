import type { ProviderProblem } from '@/lib/identity/sso/company-provider'
import type { CompanyVisit } from '@/lib/identity/sso/company-visit'
import type { Refusal } from '@/lib/kernel/result'
import { withReturn } from '@/lib/kernel/return-path'
import { keepDone } from '@/lib/web/just-done'
import { keepAnswer } from '@/lib/web/sign-in'

export const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'Cache-Control': 'no-store' } })

/** To one's profile, which says what came of a link that it began. */
export async function linkAnswer(done: 'linked' | 'not_linked'): Promise<Response> {
  await keepDone('/profile', done)
  return seeOther('/profile')
}

/** Back to where the visit began, with the reason. */
export async function refusedVisit(visit: CompanyVisit, refusal: Refusal): Promise<Response> {
  if (visit.for === 'link') return linkAnswer('not_linked')
  await keepAnswer({ step: 'company_name', refusal, done: null, typed: {} })
  return seeOther(withReturn('/sign-in/company', visit.returnTo))
}

/** The same where the provider was the trouble. */
export const visitFailed = (visit: CompanyVisit, problem: ProviderProblem) =>
  refusedVisit(visit, { code: `identity.provider_${problem}` })
