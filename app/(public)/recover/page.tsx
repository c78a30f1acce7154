import type { Metadata } from 'next'
import { SignInSteps } from '@/components/identity/sign-in-steps'
import { stepCard } from '@/components/identity/step-card'
import { Disclosure } from '@/components/ui/disclosure'
import { getRecovery } from '@/lib/identity/queries'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { returnPath, withReturn } from '@/lib/kernel/return-path'
import { words } from '@/lib/web/request'
import { attemptMark, attemptToken } from '@/lib/web/sign-in'
import { answeredState } from '../answered'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.recover.title') }
}

type Props = { searchParams: Promise<{ returnTo?: string | string[] }> }

/** A new password by a one-time code (S2-8), and the ways that end with a person (S2-4). */
export default async function RecoverPage({ searchParams }: Props) {
  const [t, token, { returnTo }] = await Promise.all([words(), attemptToken(), searchParams])
  const back = returnPath(typeof returnTo === 'string' ? returnTo : null)
  const view = await getRecovery(token, context())
  const { domestic: number, abroad } = env().MARKET.customerService
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        <SignInSteps
          base="/recover"
          first={stepCard(view, attemptMark(token), t)}
          answered={await answeredState(t)}
          returnTo={back}
        />
      </div>
      <Disclosure summary={t('signIn.recover.other_ways')}>
        <h2 className="font-semibold">{t('signIn.recover.user')}</h2>
        <p className="mt-1 mb-4">{t('signIn.recover.user_text')}</p>
        <h2 className="font-semibold">{t('signIn.recover.main')}</h2>
        <p className="mt-1">{t('signIn.recover.main_text', { number, abroad })}</p>
      </Disclosure>
      <a href={withReturn('/sign-in', back)} className="link justify-self-start">
        {t('signIn.recover.back')}
      </a>
    </div>
  )
}
