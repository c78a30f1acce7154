import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInSteps } from '@/components/identity/sign-in-steps'
import { stepCard } from '@/components/identity/step-card'
import { getSignIn } from '@/lib/identity/queries'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { findActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { attemptToken } from '@/lib/web/sign-in'
import { answeredState } from '../answered'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ returnTo?: string }> }) {
  const [t, token, { returnTo }] = await Promise.all([words(), attemptToken(), searchParams])
  const [view, actor] = await Promise.all([getSignIn(token, world()), findActor()])
  if (actor && view.step === 'name') redirect('/overview')
  const { domestic: number, abroad } = env().MARKET.customerService
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        <SignInSteps
          base="/sign-in"
          first={stepCard(view, t)}
          answered={await answeredState(t)}
          returnTo={typeof returnTo === 'string' ? returnTo : null}
        />
      </div>
      <div className="grid justify-items-center gap-3">
        <a href="/sign-in/phone" className="link">
          {t('signIn.phone.link')}
        </a>
        <a href="/sign-in/company" className="link">
          {t('signIn.company.link')}
        </a>
      </div>
      <p className="text-center text-sm text-soft">
        <span className="font-medium text-ink">{t('signIn.help')}</span>{' '}
        {t('signIn.help_text', { number, abroad })}
      </p>
    </div>
  )
}
