import type { Metadata } from 'next'
import { SignInPolicyForm } from '@/components/company/sign-in-policy'
import { getSignInPolicy } from '@/lib/company/queries'
import { provenRecently } from '@/lib/identity/prove-again'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'
import { switchSmsAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('security.title') }
}

export default async function SecurityPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor()
  const policy = await found(() => getSignInPolicy(actor, world()))
  const [t, locale, { done }] = await Promise.all([words(), screenLocale(), searchParams])
  return (
    <SignInPolicyForm
      t={t}
      policy={policy}
      proven={provenRecently(actor, actor.now)}
      moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
      saved={done === 'saved'}
      action={switchSmsAction}
    />
  )
}
