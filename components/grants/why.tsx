import { Check, X } from 'lucide'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { personLabel } from '@/lib/kernel/person'
import { inSlices } from '@/lib/kernel/slices'
import { grantableIn, type Permission } from '@/lib/rights/catalogue'
import { type Explanation, explain, type Step } from '@/lib/rights/explain'
import type { Target } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import type { Words } from '@/lib/words/translator'
import { QuestionFields } from './question-fields'
import { placesOf } from './sentences'
import { answerSentence, permissionName, type Wording } from './wording'

export type WhyAsked = { fn: Permission | null; on: { key: string; name: string; target: Target } }

type Props = {
  wording: Wording
  person: { id: string; name: string; account: string; subject: Subject }
  asked: WhyAsked
  q: string
  found: readonly { key: string; name: string }[]
  now: Date
}

/** May this person do that to this, and why: the answer in a sentence, every question that led to it, and who else may. */
export function Why({ wording, person, asked, q, found, now }: Props) {
  const { t } = wording
  const address = `/rights/people/${person.id}`
  const query = (on: string) =>
    `${address}?${new URLSearchParams({ tab: 'why', ...(asked.fn && { fn: asked.fn }), on })}`
  return (
    <Card title={t('editor.why.title', { name: personLabel(person) })}>
      <form action={address} className="grid gap-3">
        <input type="hidden" name="tab" value="why" />
        <QuestionFields
          t={t}
          fn={asked.fn ?? ''}
          q={q}
          kind={person.subject.companyKind}
          any={t('editor.why.every')}
        />
      </form>
      {q !== '' && found.length === 0 && <p className="mt-3 text-soft">{t('editor.places_none')}</p>}
      {found.length > 1 && (
        <>
          <p className="mt-3">{t('editor.places_choose')}</p>
          <ul className="mt-3 grid gap-1">
            {found.map(({ key, name }) => (
              <li key={key}>
                <Link href={query(key)} prefetch={false} className="link inline-block min-h-6">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {(q === '' || found.length === 1) && (
        <>
          <h3 className="mt-5 mb-2 font-medium">{t('editor.why.about', { place: asked.on.name })}</h3>
          {asked.fn ? (
            <One
              wording={wording}
              fn={asked.fn}
              on={asked.on.key}
              answer={explain(person.subject, asked.fn, asked.on.target, now)}
              person={person}
            />
          ) : (
            <Every
              wording={wording}
              person={person}
              asked={asked}
              now={now}
              query={(fn) => `${query(asked.on.key)}&fn=${fn}`}
            />
          )}
        </>
      )}
    </Card>
  )
}

function One({
  wording,
  fn,
  on,
  answer,
  person,
}: {
  wording: Wording
  fn: Permission
  on: string
  answer: Explanation
  person: Props['person']
}) {
  const { t } = wording
  return (
    <>
      <p
        className={`mb-4 rounded-control px-4 py-3 ${answer.allowed ? 'bg-done-tint text-done' : 'bg-attention-tint text-attention'}`}
      >
        {answerSentence(wording, fn, answer)}
      </p>
      <Trace t={t} trace={answer.trace} />
      <div className="mt-5 flex flex-wrap gap-3">
        <Link
          href={`/rights/who?${new URLSearchParams({ fn, on })}`}
          prefetch={false}
          className={buttonClass('quiet')}
        >
          {t('editor.why.who')}
        </Link>
        {!answer.allowed && (
          <Link
            href={`/rights/people/${person.id}?with=${on}`}
            prefetch={false}
            className={buttonClass('quiet')}
          >
            {t('editor.why.change')}
          </Link>
        )}
      </div>
    </>
  )
}

/** Every question of the law and its answer; those about what a function needs stand under it. */
function Trace({ t, trace }: { t: Words; trace: readonly Step[] }) {
  return (
    <ol className="grid gap-1.5">
      {trace.map((step) => (
        <li key={`${step.asked} ${step.fn}`}>
          <span className="flex gap-2.5">
            <Icon
              of={step.passed ? Check : X}
              size={18}
              className={`mt-0.5 shrink-0 ${step.passed ? 'text-done' : 'text-harm'}`}
            />
            <span>
              <span className="sr-only">{t(step.passed ? 'editor.yes' : 'editor.no')} </span>
              {t(`rights.steps.${step.asked}`, { fn: step.fn ? permissionName(t, step.fn) : '' })}
            </span>
          </span>
          {step.trace && !step.passed && (
            <div className="mt-1.5 ml-7">
              <Trace t={t} trace={step.trace} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

async function Every({
  wording,
  person,
  asked,
  now,
  query,
}: {
  wording: Wording
  person: Props['person']
  asked: WhyAsked
  now: Date
  query: (fn: Permission) => string
}) {
  const { t } = wording
  const answers: { fn: Permission; answer: Explanation; only: string | null }[] = []
  for await (const fn of inSlices(grantableIn(person.subject.companyKind))) {
    const answer = explain(person.subject, fn, asked.on.target, now)
    // Not for all of it does not mean nowhere.
    const only =
      answer.allowed || asked.on.key !== 'company' ? null : placesOf(wording, person.subject, fn, now)
    answers.push({ fn, answer, only })
  }
  answers.sort(
    (a, b) => Number(b.answer.allowed || b.only !== null) - Number(a.answer.allowed || a.only !== null),
  )
  return (
    <ul className="grid gap-1.5">
      {answers.map(({ fn, answer, only }) => {
        const may = answer.allowed || only !== null
        return (
          <li key={fn} className={`flex gap-2.5 ${may ? '' : 'text-soft'}`}>
            <Icon of={may ? Check : X} size={18} className={`mt-0.5 shrink-0 ${may ? 'text-done' : ''}`} />
            <Link href={query(fn)} prefetch={false} className="hover:underline">
              {only === null
                ? answerSentence(wording, fn, answer)
                : t('editor.may_only', { what: permissionName(t, fn), places: only })}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
