import type { Metadata } from 'next'
import Link from 'next/link'
import { SignInPolicyForm } from '@/components/company/sign-in-policy'
import { SingleSignOn } from '@/components/company/single-sign-on'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { getIdentityProvider, getSignInPolicy } from '@/lib/company/queries'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { returnAddress } from '@/lib/identity/sso/company-provider'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { screenLocale, words } from '@/lib/web/request'
import { beginCompanyLinkAction } from '../../profile/actions'
import { removeIdentityProviderAction, setIdentityProviderAction, switchSmsAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('security.title') }
}

export default async function SecurityPage() {
  const actor = await requireActor()
  const policy = await found(() => getSignInPolicy(actor, context()))
  const [t, locale, done, own] = await Promise.all([
    words(),
    screenLocale(),
    justDone(),
    getIdentityProvider(actor, context()),
  ])
  const proven = provenRecently(actor, actor.now)
  return (
    <div className="grid max-w-2xl gap-5">
      <SignInPolicyForm
        t={t}
        policy={policy}
        proven={proven}
        moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
        mayChange={actor.subject.mainAdministrator}
        saved={done === 'saved'}
        action={switchSmsAction}
      />
      <Card title={t('numbers.title')}>
        <p className="mb-4">{t('numbers.text')}</p>
        <Link href="/rights/numbers" prefetch={false} className={buttonClass('quiet')}>
          {t('numbers.open')}
        </Link>
      </Card>
      <SingleSignOn
        t={t}
        provider={own}
        returnTo={returnAddress(context())}
        proven={proven}
        moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
        mayChange={actor.subject.mainAdministrator}
        done={done}
        actions={{ setIdentityProviderAction, removeIdentityProviderAction, beginCompanyLinkAction }}
      />
    </div>
  )
}
