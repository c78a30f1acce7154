import type { Metadata } from 'next'
import { ApprovalRules } from '@/components/approvals/rules-form'
import { PageHead } from '@/components/ui/card'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { words } from '@/lib/web/request'
import { setApprovalRulesAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('approvals.rules.title') }
}

export default async function ApprovalRulesPage() {
  const actor = await requireActor()
  await found(async () => authorize(actor, 'approval_rule:edit'))
  const [t, done] = await Promise.all([words(), justDone()])
  return (
    <>
      <PageHead title={t('approvals.rules.title')} text={t('approvals.rules.text')} />
      <ApprovalRules
        t={t}
        asks={actor.asks ?? []}
        saved={done === 'saved'}
        proven={provenRecently(actor, actor.now)}
        action={setApprovalRulesAction}
      />
    </>
  )
}
