import { Check, Minus } from 'lucide'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { pause } from '@/lib/kernel/slices'
import { DATA_CLASSES, factsOf, GROUPS, isOfferedTo, type Permission } from '@/lib/rights/catalogue'
import { answersFor, can, type Explanation } from '@/lib/rights/explain'
import type { Parts } from '@/lib/rights/held'
import { reachOf } from '@/lib/rights/reach'
import type { Target } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import { OWN_OF } from '@/lib/rights/templates'
import { answerSentence, permissionName, permissionWithState, placeName, type Wording } from './wording'

const Answer = ({ answer, children }: { answer: Pick<Explanation, 'allowed'>; children: ReactNode }) => (
  <li className={`flex gap-2.5 ${answer.allowed ? '' : 'text-soft'}`}>
    {answer.allowed ? (
      <Icon of={Check} size={18} className="mt-0.5 shrink-0 text-done" />
    ) : (
      <Icon of={Minus} size={18} className="mt-0.5 shrink-0" />
    )}
    <span>{children}</span>
  </li>
)

/** What a subject may do to something and why, and what not and why, straight from the law. */
export function RightsInSentences({
  wording,
  subject,
  now,
  target,
  ask,
}: {
  wording: Wording
  subject: Subject
  now: Date
  target?: Target
  /** Offers to ask for what is not granted, on the scope of this key. */
  ask?: string
}) {
  const answers = answersFor(subject, now, target)
  const groups = GROUPS.filter((group) => answers.some(({ fn }) => factsOf(fn).group === group))
  return (
    <div className="grid gap-5">
      {groups.map((group) => (
        <Section key={group} {...{ wording, ask, group, answers }} />
      ))}
    </div>
  )
}

type SectionProps = {
  wording: Wording
  ask: string | undefined
  group: (typeof GROUPS)[number]
  answers: ReturnType<typeof answersFor>
}

/** The answers of one group, made when it is their turn: all in one go would hold everybody up. */
async function Section({ wording, ask, group, answers }: SectionProps) {
  await pause()
  return (
    <section>
      <h3 className="mb-2 font-medium text-soft">{wording.t(`rights.groups.${group}`)}</h3>
      <ul className="grid gap-1.5">
        {answers
          .filter(({ fn }) => factsOf(fn).group === group)
          .map(({ fn, answer }) => (
            <Answer key={fn} answer={answer}>
              {answer.allowed && answer.source.kind === 'own_number' ? (
                <span className="inline-block first-letter:uppercase">
                  {permissionWithState(wording.t, fn)}
                </span>
              ) : (
                answerSentence(wording, fn, answer)
              )}
              {ask &&
                !answer.allowed &&
                answer.whyNot.kind !== 'not_offered' &&
                !factsOf(fn).never_granted && (
                  <>
                    {' '}
                    <Link
                      href={`/approvals/ask?${new URLSearchParams({ fn, on: ask })}`}
                      prefetch={false}
                      aria-label={`${wording.t('approvals.ask_for')}: ${permissionName(wording.t, fn)}`}
                      className="link"
                    >
                      {wording.t('approvals.ask_for')}
                    </Link>
                  </>
                )}
            </Answer>
          ))}
      </ul>
    </section>
  )
}

/** What a subject can see, by class of data and where: apart from what they can do. */
export function CanSee({ wording, subject, now }: { wording: Wording; subject: Subject; now: Date }) {
  const { t } = wording
  const all = answersFor(subject, now).filter(({ fn }) => isOfferedTo(subject.companyKind, fn))
  return (
    <Card title={t('editor.see.title')}>
      <p className="mb-4 max-w-prose text-soft">{t('editor.see.text')}</p>
      <dl className="grid gap-4">
        {DATA_CLASSES.map((data) => {
          const fns = all.filter(({ fn }) => factsOf(fn).shows === data)
          const where = fns.flatMap(({ fn }) => {
            const places = placesOf(wording, subject, fn, now)
            return places ? [`${permissionName(t, fn)}: ${places}`] : []
          })
          return (
            fns.length > 0 && (
              <div key={data}>
                <dt className="font-medium">{t(`rights.data.${data}`)}</dt>
                {where.length === 0 && <dd className="text-soft">{t('editor.see.nothing')}</dd>}
                {where.map((line) => (
                  <dd key={line} className="first-letter:uppercase">
                    {line}
                  </dd>
                ))}
              </div>
            )
          )
        })}
      </dl>
    </Card>
  )
}

/** Where a function is effective, by name; null: nowhere. */
export function placesOf(
  wording: Wording,
  subject: Subject,
  fn: Parameters<typeof reachOf>[1],
  now: Date,
): string | null {
  if (subject.kind === 'number') {
    const own = answersFor(subject, now).find((each) => each.fn === fn)
    return own?.answer.allowed ? wording.t('editor.see.own') : null
  }
  const reach = reachOf(subject, fn, now)
  if (reach === 'company') return wording.t('rights.scopes.company')
  // Where it is held whole is told by its name; only what is held in pieces is told as both at once.
  const whole = wording.frame.places.filter(({ target }) => can(subject, fn, target, now))
  // The frame knows the names of one page of places; of the others it is told how many they are.
  const named = ({ accounts, centres, lines }: Parts, among = wording.frame.places) => {
    const ids = { account: accounts, centre: centres, line: lines }
    const held = wording.frame.places.filter(
      ({ scope }) => scope.kind !== 'company' && ids[scope.kind].includes(scope.id),
    )
    const names = among === wording.frame.places ? held : among
    const count = sizeOf({ accounts, centres, lines }) - held.length
    return [
      names.map(({ key }) => placeName(wording, key)).join(', '),
      count && wording.t('editor.people.more', { count }),
    ]
      .filter(Boolean)
      .join(' ')
  }
  const [only, ...rest] = reach.within
  if (!only || reach.within.some((each) => sizeOf(each) === 0)) return null
  if (whole.length > 0)
    return rest.length === 0 ? named(only, whole) : whole.map(({ key }) => placeName(wording, key)).join(', ')
  return reach.within.map((each) => named(each)).join(` ${wording.t('editor.see.both')} `)
}

const sizeOf = ({ accounts, centres, lines }: Parts) => accounts.length + centres.length + lines.length

/** What whoever signs in with a number may do of what is asked about; of nothing, all that they may. */
export function HolderMay({
  wording,
  subject,
  fn,
  now,
}: {
  wording: Wording
  subject: Subject
  fn: Permission | null
  now: Date
}) {
  const own = fn ? OWN_OF[fn] : null
  if (fn && !own) return <p className="text-soft">{wording.t('editor.who.not_of_numbers')}</p>
  const answers = answersFor(subject, now).filter((each) => (own ? each.fn === own : each.answer.allowed))
  return (
    <ul className="grid gap-1.5">
      {answers.map(({ fn: key, answer }) => (
        <Answer key={key} answer={answer}>
          {answerSentence(wording, key, answer)}
        </Answer>
      ))}
    </ul>
  )
}
