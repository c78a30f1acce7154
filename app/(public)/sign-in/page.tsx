import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInSteps } from '@/components/identity/sign-in-steps'
import { stepCard } from '@/components/identity/step-card'
import { getSignIn } from '@/lib/identity/queries'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import type { FormState } from '@/lib/kernel/form'
import { refused } from '@/lib/web/action'
import { findActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { type Answered, attemptToken, keptAnswer } from '@/lib/web/sign-in'
import type { Words } from '@/lib/words/translator'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.title') }
}

function stateOf({ refusal, typed }: Answered, t: Words): FormState {
  if (!refusal) return { done: t('signIn.sent_again') }
  // The cookie is the browser's: a sentence that we do not have is none.
  return t.has(`refusals.${refusal.code}` as never) ? refused(refusal, Object.entries(typed), t) : {}
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ returnTo?: string }> }) {
  const [t, token, { returnTo }, kept] = await Promise.all([
    words(),
    attemptToken(),
    searchParams,
    keptAnswer(),
  ])
  const [view, actor] = await Promise.all([getSignIn(token, world()), findActor()])
  if (actor && view.step === 'name') redirect('/overview')
  const { domestic: number, abroad } = env().MARKET.customerService
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        <SignInSteps
          first={stepCard(view, t)}
          answered={kept ? { step: kept.step, state: stateOf(kept, t) } : null}
          returnTo={typeof returnTo === 'string' ? returnTo : null}
        />
      </div>
      <p className="text-center text-sm text-soft">
        <span className="font-medium text-ink">{t('signIn.help')}</span>{' '}
        {t('signIn.help_text', { number, abroad })}
      </p>
    </div>
  )
}
