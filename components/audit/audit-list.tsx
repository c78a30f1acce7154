import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead } from '@/components/ui/card'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import type { AuditRow, AuditValue } from '@/lib/audit/view'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  company: string
  page: { rows: AuditRow[]; next: string | null }
  moment: MomentSettings
  newest: boolean
}

/** A fact or field has its words, or shows as it is: an old entry is never hidden. */
const say = (t: Words, key: string, fallback: string, values: Record<string, string> = {}) =>
  t.has(key as never) ? t(key as never, values as never) : fallback

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
  if (field === 'functions') return say(t, `rights.functions.${text}`, text)
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
export function AuditList({ t, company, page, moment, newest }: Props) {
  const head = 'px-4 py-3 font-medium text-soft text-sm'
  return (
    <>
      <PageHead title={t('audit.title')} text={t('audit.intro', { company })} />
      {page.rows.length === 0 ? (
        <p className="card p-10 text-center text-soft">{t('audit.empty')}</p>
      ) : (
        <div className="card overflow-hidden">
          <table className="w-full text-left align-top">
            <thead className="border-line border-b max-md:sr-only">
              <tr>
                {(['when', 'who', 'what', 'seal'] as const).map((column) => (
                  <th key={column} scope="col" className={head}>
                    {t(`audit.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <Entry key={row.seq} t={t} row={row} moment={moment} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="mt-4 flex justify-between">
        {newest ? (
          <span />
        ) : (
          <Link href="/audit" prefetch={false} className={buttonClass('quiet')}>
            {t('audit.newest')}
          </Link>
        )}
        {page.next && (
          <Link href={`/audit?before=${page.next}`} prefetch={false} className={buttonClass('quiet')}>
            {t('audit.older')}
          </Link>
        )}
      </div>
    </>
  )
}

function Entry({ t, row, moment }: { t: Words; row: AuditRow; moment: MomentSettings }) {
  return (
    <tr className="border-line border-b align-top last:border-0 max-md:grid max-md:px-4 max-md:py-3">
      <td className="whitespace-nowrap text-sm text-soft md:px-4 md:py-3">
        <Moment at={row.at} {...moment} />
      </td>
      <td className="wrap-anywhere md:min-w-40 md:px-4 md:py-3">
        {actorText(t, row)}
        {row.address && (
          <span className="block text-sm text-soft">{t('audit.from', { address: row.address })}</span>
        )}
      </td>
      <td className="wrap-anywhere min-w-0 md:px-4 md:py-3">
        {factText(t, row)}
        {row.changes.map(({ field, before, after }) => (
          <span key={field} className="block text-sm text-soft">
            {say(t, `audit.fields.${field}`, field)}: {before !== null && `${valueText(t, field, before)} → `}
            {valueText(t, field, after)}
          </span>
        ))}
        {row.reason && (
          <span className="block text-sm text-soft">{t('audit.reason', { reason: row.reason })}</span>
        )}
      </td>
      <td className="font-mono text-soft text-xs max-md:hidden md:px-4 md:py-3.5">{row.hash}</td>
    </tr>
  )
}
