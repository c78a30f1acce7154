import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { batchesOf } from '@/lib/infra/documents/batches'
import { reportPdf } from '@/lib/infra/pdf/report-pdf'
import type { TableFile } from '@/lib/infra/table-file'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { readItem } from '@/lib/rights/items'
import { scopeKey } from '@/lib/rights/scope'
import { isTemplate } from '@/lib/rights/templates'
import { translator, type Words } from '@/lib/words/translator'
import { openChangePdfInput } from '../schema'
import { type ChangeView, getChange } from './list-changes'

/**
 * A change of rights as a document for the file: number, who, when, why, and all that it did. That it was handed out stands
 * in the audit. @throws NotFound where the company has none of that number.
 */
export const openChangePdf = operation({
  key: 'grants.open_change_pdf',
  permission: 'right:view',
  input: openChangePdfInput,
  audit: ['grants.change_downloaded'],
  run: async (actor, { number, locale }, context): Promise<Result<TableFile>> => {
    const change = await getChange(actor, number, context)
    const said = await loadFacts(actor, change.id, context)
    await recordAudit(context.sql, {
      ...{ companyId: actor.subject.companyId, at: context.clock(), actor: auditActor(actor) },
      action: 'grants.change_downloaded',
      object: { kind: 'rights_change', id: change.id, name: `#${number}` },
    })
    const t = translator(locale, context.market.timeZone)
    const at = dateFormat(LANGUAGE_TAG[locale], {
      dateStyle: 'long',
      timeStyle: 'medium',
      timeZone: context.market.timeZone,
    })
    const options = {
      title: `#${number} ${kindOf(t, change)}`,
      language: LANGUAGE_TAG[locale],
      author: actor.company.name,
      created: context.clock(),
      running: `#${number}`,
      footer: `${actor.company.name} · ${actor.name}`,
      pageLabel: t('doc.page', { page: '{page}' }),
      lacking: t('doc.lacking'),
    }
    const facts = [
      [t('editor.paper.by'), change.by ?? t('editor.history.operator')],
      [t('editor.paper.at'), at.format(change.at)],
      ...(change.reason ? [[t('editor.reviewed.reason_needed'), change.reason] as const] : []),
      ...factsOf(t, said),
    ] as const
    const columns = [
      { label: t('editor.paper.whom'), share: 3, heads: true },
      { label: '±', share: 0.5 },
      { label: t('editor.matrix.function'), share: 4 },
      { label: t('editor.roles.where'), share: 3 },
    ]
    return ok(reportPdf(`change-${number}`, { options, facts, columns }, rowsOf(t, change)))
  },
})

/**
 * What the audit says of a change, and of somebody who leaves with it: the other parts of that stand right before, of the
 * same moment (lib/journeys/leave-user.ts).
 */
async function loadFacts(
  { subject: { companyId } }: Actor,
  id: string,
  context: Context,
): Promise<Record<string, unknown>> {
  const facts = await context.sql.$queryRaw<{ after: Record<string, unknown> | null }[]>`
    WITH change AS (
      SELECT seq, at, after FROM audit_entry WHERE company_id = ${companyId}::uuid AND object_id = ${id}::uuid
      ORDER BY seq LIMIT 1)
    SELECT e.after FROM change c JOIN audit_entry e ON e.company_id = ${companyId}::uuid AND (e.seq = c.seq
      OR e.seq BETWEEN c.seq - 2 AND c.seq AND e.at = c.at AND e.object_name = c.after -> 'people' ->> 0
        AND e.action IN ('company.user_suspended', 'subscriptions.lines_freed'))
    ORDER BY e.seq`
  return Object.assign({}, ...facts.map(({ after }) => after))
}

/** What it gave and took, and where it set a ceiling; so many at a time. */
async function* rowsOf(t: Words, change: ChangeView): AsyncGenerator<string[][]> {
  const places = new Map(change.frame.places.map(({ key, name }) => [key, name]))
  for (const grants of batchesOf(change.grants))
    yield grants.map((grant) => {
      const { what, scope } = readItem(grant.item) ?? {
        what: grant.item,
        scope: { kind: 'company' as const },
      }
      const where = t(`rights.scopes.${scope.kind}`, { name: places.get(scopeKey(scope)) ?? '' })
      return [grant.person, grant.gone ? '−' : '+', wordName(t, change, what), where]
    })
  for (const ceilings of batchesOf(change.ceilings))
    yield ceilings.map(({ number: line, after }) => [
      line ?? t('editor.numbers.all'),
      '=',
      (after ?? ['*'])
        .map((fn) => (isPermission(fn) ? t(`rights.functions.${fn}`) : t('rights.presets.line_holder')))
        .join(', '),
      '',
    ])
}

const kindOf = (t: Words, { kind, undoes, template }: ChangeView) =>
  t(`editor.kinds.${kind}`, { number: undoes ?? 0, template: template ?? '' })

/** What the audit says of it beside the rights: sessions that ended, lines that were freed. */
const factsOf = (t: Words, after: Record<string, unknown>): [string, string][] =>
  (['people', 'sessions', 'substitutions', 'requests', 'numbers'] as const).flatMap(
    (key): [string, string][] => {
      const value = after[key]
      const text = Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value)
      return text ? [[t(`audit.fields.${key}`), text]] : []
    },
  )

const wordName = (t: Words, { frame }: ChangeView, word: string): string =>
  isTemplate(word)
    ? t(`rights.templates.${word}.name`)
    : (frame.templates.find(({ id }) => id === word)?.name ??
      (isPermission(word) ? t(`rights.functions.${word}`) : word))
