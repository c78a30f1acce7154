'use client'

import { useEffect, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormState } from '@/lib/kernel/form'
import { Countdown } from './countdown'
import type { StepAnswer, StepCard } from './step-card'
import { StepForm } from './step-form'

/** What a form of this page answered: a step of the card, or `again`. */
type Answered = { step: string; state: FormState }
type Props = { first: StepCard; answered: Answered | null; returnTo: string | null }

/** One card, one question at a time. */
export function SignInSteps({ first, answered, returnTo }: Props) {
  const [now, setNow] = useState({ card: first, answered })
  const { card } = now
  const { who, code } = card
  const take = (answer: StepAnswer) =>
    answer.goTo
      ? location.assign(answer.goTo)
      : setNow({ card: answer.card ?? card, answered: { step: answer.step, state: answer.state } })
  const stateOf = (step: string) => (now.answered?.step === step ? now.answered.state : {})
  useLookingAgain(code ? !code.settled : false, (next) => setNow((last) => ({ ...last, card: next })))
  return (
    <>
      <h1 className={`font-semibold text-2xl ${who ? 'mb-1' : card.text ? 'mb-2' : 'mb-6'}`}>
        {card.heading}
      </h1>
      {who && (
        <StepForm
          step="over"
          state={{}}
          onAnswer={take}
          className="mb-6 flex flex-wrap items-center justify-between gap-x-4"
        >
          <span className="min-w-0 break-all text-soft">{who.sentence}</span>
          <button type="submit" className="link min-h-6 text-sm">
            {who.other}
          </button>
        </StepForm>
      )}
      {card.text && <p className={code ? 'mb-5' : 'mb-6 text-soft'}>{card.text}</p>}
      <StepForm
        key={card.step}
        step={card.step}
        state={stateOf(card.step)}
        onAnswer={take}
        className="grid gap-5"
      >
        <FormAnswer fields={card.fields.map(({ name }) => name)} />
        {card.step === 'name' && returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        {card.login && !code && (
          <input type="text" name="username" value={card.login} autoComplete="username" readOnly hidden />
        )}
        {card.fields.map(({ aside, hint, ...field }, index) => (
          <Field
            key={field.name}
            {...field}
            {...(field.name === 'name' && { autoCapitalize: 'none', spellCheck: false })}
            {...(code && { inputMode: 'numeric', pattern: '[0-9 ]*' })}
            hint={code ? <Countdown seconds={code.validFor} words={code.words} /> : hint}
            aside={
              aside && (
                <a href={aside.href} className="link text-sm">
                  {aside.label}
                </a>
              )
            }
            autoFocus={index === 0}
            required
          />
        ))}
        <Submit wide>{card.submit}</Submit>
      </StepForm>
      {code && (
        <div className="mt-6 border-line border-t pt-5">
          {code.sending && (
            <p className="mb-3 text-sm text-soft" role="status">
              {code.sending}
            </p>
          )}
          <StepForm step="again" state={stateOf('again')} onAnswer={take} className="grid gap-3">
            <FormAnswer />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <Submit look="quiet">{code.again}</Submit>
              {code.againIn && <span className="text-sm text-soft">{code.againIn}</span>}
            </div>
          </StepForm>
        </div>
      )}
    </>
  )
}

/** While the SMS is on its way, asks every two seconds where it is. */
function useLookingAgain(active: boolean, show: (card: StepCard) => void) {
  useEffect(() => {
    if (!active) return
    const timer = setInterval(async () => {
      if (document.hidden) return
      const answer = await fetch('/sign-in/state').catch(() => null)
      if (answer?.ok) show((await answer.json()) as StepCard)
    }, 2_000)
    return () => clearInterval(timer)
  }, [active, show])
}
