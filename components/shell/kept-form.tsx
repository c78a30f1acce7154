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

/** What people type, by the names of its fields. The rest, ticks and choices, goes along unseen: its page has words for it. */
const TYPED = {
  login: 'users.form.login',
  name: 'audit.fields.name',
  email: 'users.form.email',
  mobile: 'users.form.mobile',
  holder: 'audit.fields.holder',
  label: 'audit.fields.label',
  costCentre: 'audit.fields.costCentre',
  address: 'audit.fields.address',
  clientId: 'audit.fields.clientId',
  from: 'audit.fields.from',
  until: 'audit.fields.until',
  comment: 'approvals.comment',
  reason: 'editor.reviewed.reason',
} as const

/** Some of the labels stand inside sentences elsewhere. */
const capital = (label: string) => label.charAt(0).toUpperCase() + label.slice(1)

/** A form that was not sent, with all that was typed into it and the way back to its page. */
export function KeptForm({ t, sentence, path, fields, hidden, signIn }: Props) {
  const shown = fields.filter(([name, value]) => Object.hasOwn(TYPED, name) && value !== '')
  return (
    <main id="content" className="mx-auto grid max-w-xl gap-6 px-4 py-12 sm:py-20">
      <h1 className="font-semibold text-2xl">{t('shell.kept.title')}</h1>
      <p role="alert" className="rounded-control bg-harm-tint px-4 py-3 text-harm">
        {sentence}
      </p>
      {shown.length > 0 && (
        <section className="card grid gap-3 p-5">
          <h2 className="font-medium">{t('shell.kept.typed')}</h2>
          <Facts
            facts={shown.map(([name, value]) => [capital(t(TYPED[name as keyof typeof TYPED])), value])}
          />
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
