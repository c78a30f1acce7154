import type { Metadata } from 'next'
import { SignInPolicyForm } from '@/components/company/sign-in-policy'
import { NumberCeilingForm } from '@/components/grants/number-ceiling'
import { getSignInPolicy } from '@/lib/company/queries'
import { getNumberCeiling } from '@/lib/grants/queries'
import { provenRecently } from '@/lib/identity/prove-again'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'
import { limitNumbersAction, switchSmsAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('security.title') }
}

export default async function SecurityPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor()
  const policy = await found(() => getSignInPolicy(actor, world()))
  const [t, locale, { done }, left] = await Promise.all([
    words(),
    screenLocale(),
    searchParams,
    getNumberCeiling(actor, world()),
  ])
  const proven = provenRecently(actor, actor.now)
  return (
    <div className="grid max-w-2xl gap-5">
      <SignInPolicyForm
        t={t}
        policy={policy}
        proven={proven}
        moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
        saved={done === 'saved'}
        action={switchSmsAction}
      />
      <NumberCeilingForm
        t={t}
        left={left}
        proven={proven}
        saved={done === 'numbers'}
        action={limitNumbersAction}
      />
    </div>
  )
}
