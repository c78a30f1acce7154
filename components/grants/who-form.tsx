import Link from 'next/link'
import type { Words } from '@/lib/words/translator'
import { QuestionFields } from './question-fields'

type Props = {
  t: Words
  fn: string
  q: string
  kind: 'customer' | 'operator'
  found: readonly { key: string; name: string }[]
}

/** Asks who may do what, with what: a function, and a part of a number, account or cost centre. */
export function WhoForm({ t, fn, q, kind, found }: Props) {
  return (
    <form action="/rights/who" className="card mb-5 grid gap-3 p-5">
      <QuestionFields t={t} fn={fn} q={q} kind={kind} any={t('editor.many.choose')} />
      {q !== '' && found.length === 0 && <p className="text-soft">{t('editor.places_none')}</p>}
      {found.length > 1 && (
        <ul className="grid gap-1">
          {found.map(({ key, name }) => (
            <li key={key}>
              <Link
                href={`/rights/who?${new URLSearchParams({ fn, on: key })}`}
                prefetch={false}
                className="link inline-block min-h-6"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
