import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import type { Words } from '@/lib/words/translator'
import { FunctionChoice } from './function-choice'

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
      <div className="flex flex-wrap gap-3">
        <FunctionChoice
          t={t}
          name="fn"
          value={fn}
          label={t('editor.why.function')}
          kind={kind}
          any={t('editor.many.choose')}
        />
        <input
          type="search"
          name="q"
          defaultValue={q}
          aria-label={t('editor.why.object')}
          placeholder={t('editor.why.object')}
          className="min-h-11 min-w-0 flex-1 basis-56 rounded-control border border-field bg-surface px-3.5"
        />
        <button type="submit" className={buttonClass('main')}>
          {t('editor.why.ask')}
        </button>
      </div>
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
