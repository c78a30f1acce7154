import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInSteps } from '@/components/identity/sign-in-steps'
import { stepCard } from '@/components/identity/step-card'
import { WayIn } from '@/components/identity/way-in'
import { getCompanySignIn } from '@/lib/identity/queries'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { returnPath, withReturn } from '@/lib/kernel/return-path'
import { findActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { attemptMark, attemptToken } from '@/lib/web/sign-in'
import { answeredState } from '../../answered'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.company.title') }
}

type Props = { searchParams: Promise<{ returnTo?: string | string[] }> }

/** Signing in at one's company's own provider. */
export default async function CompanySignInPage({ searchParams }: Props) {
  const [t, token, { returnTo }] = await Promise.all([words(), attemptToken(), searchParams])
  const back = returnPath(typeof returnTo === 'string' ? returnTo : null)
  const [view, actor] = await Promise.all([getCompanySignIn(token, context()), findActor()])
  if (actor && view.step === 'company_name') redirect(back ?? '/overview')
  return (
    <WayIn
      t={t}
      service={env().MARKET.customerService}
      others={[{ href: withReturn('/sign-in', back), label: t('signIn.phone.as_user') }]}
    >
      <SignInSteps
        base="/sign-in/company"
        first={stepCard(view, attemptMark(token), t)}
        answered={await answeredState(t)}
        returnTo={back}
      />
    </WayIn>
  )
}
