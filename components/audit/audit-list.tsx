import { PageHead } from '@/components/ui/card'
import { momentCell } from '@/components/ui/list/cells'
import { type Columns, List } from '@/components/ui/list/list'
import type { MomentSettings } from '@/components/ui/moment'
import { AUDIT, type ListAuditInput } from '@/lib/audit/schema'
import type { AuditRow, AuditValue } from '@/lib/audit/view'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  company: string
  asked: ListAuditInput
  page: { rows: AuditRow[]; next: string | null }
  moment: MomentSettings
}

/** A fact or field has its words, or shows as it is: an old entry is never hidden. */
const say = (t: Words, key: string, fallback: string, values: Record<string, string> = {}) =>
  t.has(key) ? t(key, values as never) : fallback

/** What an entry says was done. */
export const factText = (t: Words, { action, object }: AuditRow) =>
  say(t, `audit.actions.${action}`, `${action} ${object}`, { object })

/** So many of a list are named; of the rest, how many they are. */
const MOST_NAMED = 12

/** Values that are keys of ours have their words too. */
const valueWord = (t: Words, field: string, text: string): string => {
  if (field === 'template') return say(t, `rights.templates.${text}.name`, text)
  if (field === 'factors') return say(t, `audit.proven.${text}`, text)
  if (field === 'factor') return say(t, `factors.kinds.${text}`, text)
  if (field === 'report') return text === 'bills' ? t('bills.title') : say(t, `reports.${text}.title`, text)
  if (field === 'status') return say(t, `line.status.${text}`, text)
  if (field === 'functions' || field === 'function') return say(t, `rights.functions.${text}`, text)
  if (field === 'operation') return say(t, `audit.operations.${text}`, text)
  if (field === 'ground') return say(t, `audit.grounds.${text}`, text)
  if (field === 'language') return say(t, `shell.languages.${text}`, text)
  return text
}

/** What stood or stands in a field: a value, or several, of which the first are named. */
export function valueText(t: Words, field: string, value: AuditValue): string {
  const several = field === 'factors' || field === 'functions'
  const values = typeof value === 'string' ? (several ? value.split(',') : [value]) : (value ?? [])
  const all = values.map((each) => valueWord(t, field, each))
  if (all.length === 0) return t('audit.nothing')
  const list = all.slice(0, MOST_NAMED).join(', ')
  return all.length > MOST_NAMED ? t('audit.and_more', { list, count: all.length - MOST_NAMED }) : list
}

/** Who did it, as they are kept: somebody, one through another's eyes, one with another's approval, or a part of ours. */
export function actorText(t: Words, { actor, actorKind }: Pick<AuditRow, 'actor' | 'actorKind'>): string {
  if (actorKind === 'system') return say(t, `audit.systems.${actor}`, actor)
  const [, name = '', how, other = ''] = /^(\S+?)( as |, approved by )(\S+)$/.exec(actor) ?? []
  if (!how) return actor
  return t(how === ' as ' ? 'audit.as' : 'audit.approved_by', { name, other })
}

/** What was changed, by whom and when; newest first. */
export const AuditList = ({ t, company, asked, page, moment }: Props) => (
  <>
    <PageHead title={t('audit.title')} text={t('audit.intro', { company })} />
    <List
      t={t}
      caption={t('audit.title')}
      path="/audit"
      listing={AUDIT}
      asked={asked}
      columns={columnsOf(t, moment)}
      rows={page.rows}
      keyOf={({ seq }) => seq}
      next={page.next}
      words={{
        none: t('audit.empty'),
        nothing: t('audit.empty'),
        all: t('audit.newest'),
        ...(asked.sort !== '-at' && { first: t('audit.newest'), more: t('audit.older') }),
      }}
    />
  </>
)

const columnsOf = (t: Words, moment: MomentSettings): Columns<AuditRow> => [
  {
    key: 'when',
    head: t('audit.columns.when'),
    sort: 'at',
    cell: ({ at }) => ({ ...momentCell(at, moment), look: 'soft', keep: true }),
  },
  {
    key: 'who',
    head: t('audit.columns.who'),
    cell: (row) => ({
      text: actorText(t, row),
      under: row.address && t('audit.from', { address: row.address }),
    }),
  },
  {
    key: 'what',
    head: t('audit.columns.what'),
    wide: true,
    cell: (row) => ({ text: factText(t, row), under: detailsOf(t, row) }),
  },
  {
    key: 'seal',
    head: t('audit.columns.seal'),
    desk: true,
    cell: ({ hash }) => ({ text: hash, look: 'code' }),
  },
]

/** Field by field what was changed, and why. */
function detailsOf(t: Words, { changes, reason }: AuditRow): string[] {
  const fields = changes.map(({ field, before, after }) => {
    const was = before === null ? '' : `${valueText(t, field, before)} → `
    return `${say(t, `audit.fields.${field}`, field)}: ${was}${valueText(t, field, after)}`
  })
  return reason ? [...fields, t('audit.reason', { reason })] : fields
}
