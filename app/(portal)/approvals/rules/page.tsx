import type { Metadata } from 'next'
import { ApprovalRules } from '@/components/approvals/rules-form'
import { PageHead } from '@/components/ui/card'
import { provenRecently } from '@/lib/identity/prove-again'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { setApprovalRulesAction } from '../actions'

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('approvals.rules.title') }
}

export default async function ApprovalRulesPage({ searchParams }: Props) {
  const actor = await requireActor()
  await found(async () => authorize(actor, 'approval_rule:edit'))
  const [t, { done }] = await Promise.all([words(), searchParams])
  return (
    <>
      <PageHead title={t('approvals.rules.title')} text={t('approvals.rules.text')} />
      <ApprovalRules
        t={t}
        asks={actor.asks ?? []}
        saved={Boolean(done)}
        proven={provenRecently(actor, actor.now)}
        action={setApprovalRulesAction}
      />
    </>
  )
}
