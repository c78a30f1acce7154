import type { Concern } from '@/lib/company/view'
import type { Words } from '@/lib/words/translator'

/** What would happen to somebody's ways in, in sentences: whoever decides reads what they say yes to. */
export function ConcernText({ t, concern }: { t: Words; concern: Concern }) {
  const { kind, account, email, changes } = concern
  if (kind !== 'contacts')
    return (
      <p className="mt-1 [overflow-wrap:anywhere]">{t(`approvals.concerns.${kind}`, { account, email })}</p>
    )
  if (changes.length === 0) return <p className="mt-1 text-soft">{t('approvals.concerns.nothing')}</p>
  return (
    <>
      <ul className="mt-1 grid gap-1">
        {changes.map(({ field, was, next }) => (
          <li key={field} className="[overflow-wrap:anywhere]">
            {t(`approvals.concerns.${field}`, { was, next })}
          </li>
        ))}
      </ul>
      {changes.some(({ field }) => field !== 'name') && (
        <p className="mt-1 text-attention text-sm">{t('approvals.concerns.way_in', { account })}</p>
      )}
    </>
  )
}
