import { getCompanySignIn } from '@/lib/identity/queries'
import { beginCompanySignInInput } from '@/lib/identity/schema'
import { beginCompanySignIn } from '@/lib/identity/sso/begin-company-sign-in'
import { context } from '@/lib/infra/context'
import { type Flow, step, take } from '../../../../take'

const FLOW: Flow = {
  base: '/sign-in/company',
  steps: {
    company_name: step(beginCompanySignInInput, ({ visitor }, input) =>
      beginCompanySignIn(visitor, input, context()),
    ),
  },
  start: { step: 'company_name' },
  look: (token) => getCompanySignIn(token, context()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
