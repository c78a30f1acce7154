import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { batchesOf } from '@/lib/infra/documents/batches'
import { reportPdf } from '@/lib/infra/pdf/report-pdf'
import { type TableFile, tableFile } from '@/lib/infra/table-file'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import type { Market } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { isPermission } from '@/lib/rights/catalogue'
import { isTemplate } from '@/lib/rights/templates'
import { translator, type Words } from '@/lib/words/translator'
import { openReviewReportInput } from '../schema'
import type { ReviewItemRow } from '../view'
import { getReviewItems } from './review-queries'

/** More rows than any review has. */
const ALL = 200_000

/** A review as a report: who confirmed or removed what, and when it was signed off; as PDF or table. @throws NotFound */
export const openReviewReport = operation({
  key: 'grants.open_review_report',
  permission: 'access_review:run',
  input: openReviewReportInput,
  audit: ['grants.review_downloaded'],
  run: async (actor, { id, ...asked }, context): Promise<Result<TableFile>> => {
    const { format, locale } = asOffered(asked.format, asked.locale)
    const review = await getReviewItems(actor, id, context, ALL)
    await recordAudit(context.sql, {
      ...{ companyId: actor.subject.companyId, at: context.clock(), actor: auditActor(actor) },
      action: 'grants.review_downloaded',
      object: { kind: 'access_review', id, name: actor.company.slug },
      after: { format },
    })
    const t = translator(locale, context.market.timeZone)
    const day = dateFormat('sv-SE', { timeZone: context.market.timeZone })
    const heads = (['person', 'what', 'where', 'risk', 'last', 'decision', 'by'] as const).map((key) =>
      t(`editor.access.${key}`),
    )
    const cells = (row: ReviewItemRow) => [
      row.person,
      reviewedName(t, row.what),
      reviewedPlace(t, row.scope, context.market),
      String(row.risk),
      row.lastOn ?? t('editor.access.never'),
      t(
        row.confirmed === null
          ? 'editor.access.undecided'
          : row.confirmed
            ? 'editor.access.confirmed'
            : 'editor.access.removed',
      ),
      [row.decidedBy, row.decidedAt && day.format(row.decidedAt)].filter(Boolean).join(', '),
    ]
    const name = `access-review ${day.format(review.begunAt)}`
    async function* batches() {
      for (const rows of batchesOf(review.rows)) yield rows.map(cells)
    }
    if (format !== 'pdf') {
      const columns = heads.map((head) => ({ head, width: 20 }))
      return ok(tableFile({ format, name, locale }, columns, batches()))
    }
    const options = {
      title: t('editor.access.title'),
      language: LANGUAGE_TAG[locale],
      author: actor.company.name,
      created: context.clock(),
      running: t('editor.access.title'),
      footer: `${actor.company.name} · ${actor.name}`,
      pageLabel: t('doc.page', { page: '{page}' }),
      lacking: t('doc.lacking'),
    }
    const facts = [
      [t('editor.access.begun'), `${day.format(review.begunAt)}, ${review.by}`],
      [t('editor.access.closed'), review.closedAt ? day.format(review.closedAt) : t('editor.access.open')],
      [t('editor.access.confirmed'), String(review.confirmed)],
      [t('editor.access.removed'), String(review.removed)],
    ] as const
    const columns = heads.map((label, n) => ({ label, share: [3, 3, 3, 1, 1.6, 2, 2.4][n]!, heads: n === 0 }))
    return ok(reportPdf(name, { options, facts, columns }, batches()))
  },
})

/** What was held, as it was called when the review began. */
export const reviewedName = (t: Words, what: string): string =>
  isTemplate(what)
    ? t(`rights.templates.${what}.name`)
    : isPermission(what)
      ? t(`rights.functions.${what}`)
      : what

/** Where, by the name that it had then. */
export function reviewedPlace(t: Words, scope: string, market: Market): string {
  const at = scope.indexOf(':')
  const kind = scope.slice(0, at) as 'company' | 'account' | 'centre' | 'line'
  const name = scope.slice(at + 1)
  return t(`rights.scopes.${kind}`, { name: kind === 'line' ? displayNumber(name, market) : name })
}
