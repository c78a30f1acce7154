import { auditActor, recordAudit } from '@/lib/audit/record'
import { findApproval } from '@/lib/grants/fetching'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { World } from '@/lib/infra/world'
import { clockIn, offsetIn } from '@/lib/kernel/day'
import type { Locale } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize, needsApproval } from '@/lib/rights/actor'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { translator } from '@/lib/words/translator'
import { listUsage } from './line-costs'

type Asked = { id: string; month: string; format: TableFormat; locale: Locale }

/** What an approval of an export is about: this line in this month. */
export const usageApproval = ({ id, month }: Pick<Asked, 'id' | 'month'>) => ({ line: id, month })

/**
 * Hands out a month of a line's itemised usage as a file; that it was done, and who approved it, stands in the audit. Refuses
 * to without a second person where the company asks one. @throws NotFound for a line out of reach.
 */
export async function openUsage(actor: Actor, asked: Asked, world: World): Promise<Result<TableFile>> {
  authorize(actor, 'usage:export')
  const line = await getLine(actor, asked.id, world)
  authorize(actor, 'usage:export', lineTarget(actor, line))
  const approved = needsApproval(actor, 'usage:export', asked)
    ? await findApproval(actor, 'usage:export', { kept: usageApproval(asked), input: asked }, world)
    : ok(undefined)
  if (!approved.ok) return approved
  const first = await listUsage(actor, asked.id, { month: asked.month }, world)
  const { timeZone } = world.market
  const t = translator(asked.locale, timeZone)
  // English CSV is what programs read, of whatever clock: they need its offset (asOffered in lib/kernel/spreadsheet.ts).
  const isExact = asked.format === 'csv' && asked.locale === 'en'
  const columns = [
    { head: t('usage.columns.at'), width: 22, ...(isExact ? {} : { format: 'moment' as const }) },
    { head: t('usage.columns.kind'), width: 14 },
    { head: t('usage.columns.other'), width: 20 },
    { head: t('usage.columns.where'), width: 10 },
    { head: t('usage.columns.quantity'), width: 14, format: 'number' as const },
    { head: t('usage.columns.net'), width: 12, format: 'amount' as const },
  ]
  async function* batches() {
    let page: typeof first | null = first
    while (page) {
      yield page.rows.map((row) => [
        isExact ? offsetIn(row.at, timeZone) : clockIn(row.at, timeZone),
        t(`usage.kinds.${row.kind}`),
        row.other,
        row.abroad,
        row.quantity,
        row.net / 100,
      ])
      page = page.next
        ? await listUsage(actor, asked.id, { month: asked.month, after: page.next }, world)
        : null
    }
  }
  await recordAudit(world.sql, {
    companyId: actor.company.id,
    at: world.clock(),
    actor: auditActor(approved.value ? { ...actor, approval: approved.value } : actor),
    action: 'billing.usage_downloaded',
    object: { kind: 'number', id: line.id, name: line.number },
    after: { month: asked.month },
  })
  return ok(tableFile({ ...asked, name: `${line.number} ${asked.month}` }, columns, batches()))
}
