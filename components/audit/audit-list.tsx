import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead } from '@/components/ui/card'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import type { AuditRow } from '@/lib/audit/view'
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

/** Values that are keys of ours have their words too. */
const value = (t: Words, field: string, text: string): string => {
  if (field === 'template') return say(t, `rights.templates.${text}.name`, text)
  if (field === 'factors')
    return text
      .split(',')
      .map((factor) => say(t, `overview.factors.${factor}`, factor))
      .join(', ')
  if (field === 'factor') return say(t, `factors.kinds.${text}`, text)
  if (field === 'report') return text === 'bills' ? t('bills.title') : say(t, `reports.${text}.title`, text)
  if (field === 'status') return say(t, `line.status.${text}`, text)
  if (field === 'functions')
    return text
      .split(',')
      .map((fn) => say(t, `numbers.functions.${fn}`, fn))
      .join(', ')
  if (field === 'language') return say(t, `shell.languages.${text}`, text)
  return text
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
  const none = t('audit.nothing')
  return (
    <tr className="border-line border-b align-top last:border-0 max-md:grid max-md:px-4 max-md:py-3">
      <td className="whitespace-nowrap text-sm text-soft md:px-4 md:py-3">
        <Moment at={row.at} {...moment} />
      </td>
      <td className="md:px-4 md:py-3">
        {row.actor}
        {row.address && (
          <span className="block text-sm text-soft">{t('audit.from', { address: row.address })}</span>
        )}
      </td>
      <td className="md:px-4 md:py-3">
        {factText(t, row)}
        {row.changes.map(({ field, before, after }) => (
          <span key={field} className="block break-words text-sm text-soft">
            {say(t, `audit.fields.${field}`, field)}: {before !== null && `${value(t, field, before)} → `}
            {after === null ? none : value(t, field, after)}
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
