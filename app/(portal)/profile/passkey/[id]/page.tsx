import type { Metadata } from 'next'
import { PasskeySetup } from '@/components/identity/passkey-setup'
import { Card, PageHead } from '@/components/ui/card'
import { getPendingPasskey } from '@/lib/identity/factors/second-factor-list'
import { factorIdInput } from '@/lib/identity/schema'
import { context } from '@/lib/infra/context'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { confirmPasskeyAction } from '../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('factors.passkey_title') }
}

export default async function PasskeyPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  const { id } = factorIdInput.parse(await params)
  const [t, options] = await Promise.all([words(), found(() => getPendingPasskey(actor, id, context()))])
  return (
    <div className="max-w-lg">
      <PageHead title={t('factors.passkey_title')} text={t('factors.passkey_text')} />
      <Card>
        <noscript>{t('factors.passkey_scripts')}</noscript>
        <PasskeySetup
          id={id}
          options={options}
          action={confirmPasskeyAction}
          words={{
            name: t('factors.name'),
            hint: t('factors.name_hint'),
            submit: t('factors.passkey_submit'),
            failed: t('factors.passkey_failed'),
          }}
        />
      </Card>
    </div>
  )
}
