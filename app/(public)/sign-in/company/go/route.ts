import { returnAddress } from '@/lib/identity/sso/company-provider'
import { findCompanyVisit } from '@/lib/identity/sso/company-visit'
import { context } from '@/lib/infra/context'
import { provider } from '@/lib/web/company-provider'
import { attemptToken } from '@/lib/web/sign-in'
import { seeOther, visitFailed } from '../answers'

/** On to the provider of the visit that this browser has begun; changes nothing. */
export async function GET() {
  const visit = await findCompanyVisit(await attemptToken(), context())
  if (!visit) return seeOther('/sign-in/company')
  const begun = await provider().begin(visit.settings, returnAddress(context()), visit.flow)
  return begun.ok ? seeOther(begun.value.href) : visitFailed(visit, begun.problem)
}
