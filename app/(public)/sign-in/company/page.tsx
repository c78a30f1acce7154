import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInSteps } from '@/components/identity/sign-in-steps'
import { stepCard } from '@/components/identity/step-card'
import { getCompanySignIn } from '@/lib/identity/queries'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { findActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { attemptToken } from '@/lib/web/sign-in'
import { answeredState } from '../../answered'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.company.title') }
}

/** Signing in at one's company's own provider. */
export default async function CompanySignInPage() {
  const [t, token] = await Promise.all([words(), attemptToken()])
  const [view, actor] = await Promise.all([getCompanySignIn(token, world()), findActor()])
  if (actor && view.step === 'company_name') redirect('/overview')
  const { domestic: number, abroad } = env().MARKET.customerService
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        <SignInSteps
          base="/sign-in/company"
          first={stepCard(view, t)}
          answered={await answeredState(t)}
          returnTo={null}
        />
      </div>
      <a href="/sign-in" className="link justify-self-center">
        {t('signIn.phone.as_user')}
      </a>
      <p className="text-center text-sm text-soft">
        <span className="font-medium text-ink">{t('signIn.help')}</span>{' '}
        {t('signIn.help_text', { number, abroad })}
      </p>
    </div>
  )
}
