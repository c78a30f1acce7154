import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { type TableFile, tableFile } from '@/lib/infra/table-file'
import { clockIn, offsetIn } from '@/lib/kernel/day'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { authorize, needsApproval } from '@/lib/rights/actor'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { refuse } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import { usageTaken } from '../previews'
import { listUsage } from '../reports/line-costs'
import { approvedUsageInput, openUsageInput } from '../schema'

/**
 * Hands out a month of a line's itemised usage as a file; that it was done, and who approved it, stands in the audit. Refuses
 * to without a second person where the company asks one, and for a month that is no longer kept. @throws NotFound for a line out of reach.
 */
export const openUsage = operation({
  key: 'billing.open_usage',
  permission: 'usage:export',
  input: openUsageInput,
  audit: ['billing.usage_downloaded'],
  concerns: ({ id }) => ({ line: id }),
  preview: usageTaken,
  secondPerson: {
    keep: ({ id, month }, _actor, subject) => ({ subject, input: { line: id, month } }),
    reads: approvedUsageInput,
    fetched: true,
  },
  run: async (actor, input, context): Promise<Result<TableFile>> => {
    const line = await getLine(actor, input.id, context)
    authorize(actor, 'usage:export', lineTarget(actor, line))
    if (needsApproval(actor, 'usage:export', input)) return refuse('approvals.needed')
    const first = await listUsage(actor, input.id, { month: input.month }, context)
    if (first.keptFrom) return refuse('bills.usage_not_kept')
    const { timeZone } = context.market
    const { format, locale } = asOffered(input.format, input.locale)
    const t = translator(locale, timeZone)
    // English CSV is what programs read, of whatever clock: they need its offset (asOffered in lib/kernel/spreadsheet.ts).
    const isExact = format === 'csv' && locale === 'en'
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
          ? await listUsage(actor, input.id, { month: input.month, after: page.next }, context)
          : null
      }
    }
    await recordAudit(context.sql, {
      companyId: actor.company.id,
      at: context.clock(),
      actor: auditActor(actor),
      action: 'billing.usage_downloaded',
      object: { kind: 'number', id: line.id, name: line.number },
      after: { month: input.month },
    })
    return ok(tableFile({ format, locale, name: `${line.number} ${input.month}` }, columns, batches()))
  },
})
