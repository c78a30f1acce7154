import { buttonClass } from '@/components/ui/button-class'
import { Facts } from '@/components/ui/facts'
import type { Words } from '@/lib/words/translator'

type Field = [name: string, value: string]
type Props = {
  t: Words
  /** Why it was not sent, and what to do. */
  sentence: string
  /** The page of the form. */
  path: string
  fields: Field[]
  /** What its page is to know besides. */
  hidden: Field[]
  /** Where to sign in; null: somebody is. */
  signIn: string | null
}

/** A form that was not sent, with all that was typed into it and the way back to its page. */
export function KeptForm({ t, sentence, path, fields, hidden, signIn }: Props) {
  const shown = fields.filter(([name, value]) => value !== '' && !isOwnMatter(name, value))
  return (
    <main id="content" className="mx-auto grid max-w-xl gap-6 px-4 py-12 sm:py-20">
      <h1 className="font-semibold text-2xl">{t('shell.kept.title')}</h1>
      <p role="alert" className="rounded-control bg-harm-tint px-4 py-3 text-harm">
        {sentence}
      </p>
      {shown.length > 0 && (
        <section className="card grid gap-3 p-5">
          <h2 className="font-medium">{t('shell.kept.typed')}</h2>
          <Facts facts={shown.map(([name, value]) => [labelOf(t, name), value])} />
        </section>
      )}
      <form method="post" action={path} encType="multipart/form-data" className="flex flex-wrap gap-3">
        {[...fields, ...hidden].map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several fields may be equal, and their order is theirs
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className={buttonClass('main')}>
          {t('shell.again')}
        </button>
        {signIn && (
          <a href={signIn} target="_blank" rel="noopener" className={buttonClass('quiet')}>
            {t('shell.kept.sign_in')}
          </a>
        )}
      </form>
    </main>
  )
}

/** Of use to the form only: which thing it is about, what it showed before, that a box is ticked. */
const isOwnMatter = (name: string, value: string) =>
  name.startsWith('was:') || value === 'on' || /^[0-9a-f-]{36}$/.test(value)

const labelOf = (t: Words, name: string): string => {
  const key = `audit.fields.${name}`
  return t.has(key as never) ? t(key as never) : name
}
