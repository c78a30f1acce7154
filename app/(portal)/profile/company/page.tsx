import type { Metadata } from 'next'
import { buttonClass } from '@/components/ui/button-class'
import { Card, PageHead } from '@/components/ui/card'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('sso.go_title') }
}

/** A step of its own, so that a plain link leads to the provider: forms may only lead to ourselves. */
export default async function CompanyPage() {
  const actor = await requireActor()
  await found(async () => authorize(actor, 'profile:edit'))
  const t = await words()
  return (
    <div className="max-w-lg">
      <PageHead title={t('sso.go_title')} text={t('sso.go_text')} />
      <Card>
        <a href="/sign-in/company/go" className={buttonClass('main')}>
          {t('sso.go')}
        </a>
      </Card>
    </div>
  )
}
