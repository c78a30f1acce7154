'use client'

import { useEffect, useState } from 'react'
import { Radio } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Field } from '@/components/ui/field'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormState } from '@/lib/kernel/form'
import { withReturn } from '@/lib/kernel/return-path'
import type { StepAnswer, StepCard } from './card-shape'
import { Countdown } from './countdown'
import { OtherWays } from './other-ways'
import { SendAgain } from './send-again'
import { CardContext, StepForm } from './step-form'

/** What a form of this page answered: a step of the card, or `again`. */
type Answered = { step: string; state: FormState }
type Props = {
  base: '/sign-in' | '/sign-in/phone' | '/sign-in/company' | '/recover'
  first: StepCard
  answered: Answered | null
  returnTo: string | null
}

/** One card, one question at a time. */
export function SignInSteps({ base, first, answered, returnTo }: Props) {
  const [now, setNow] = useState({ card: first, answered })
  const { card } = now
  const { who, code } = card
  const take = (answer: StepAnswer) =>
    answer.goTo
      ? location.assign(answer.goTo)
      : setNow({ card: answer.card ?? card, answered: { step: answer.step, state: answer.state } })
  const stateOf = (step: string) => (now.answered?.step === step ? now.answered.state : {})
  useLookingAgain(base, code ? !code.settled : false, (next) => setNow((last) => ({ ...last, card: next })))
  return (
    <CardContext value={{ attempt: card.attempt, returnTo }}>
      <h1 className={`font-semibold text-2xl ${who ? 'mb-1' : card.text ? 'mb-2' : 'mb-6'}`}>
        {card.heading}
      </h1>
      {who && (
        <StepForm
          base={base}
          step="over"
          state={{}}
          onAnswer={take}
          className="mb-6 flex flex-wrap items-center justify-between gap-x-4"
        >
          <span className="wrap-anywhere min-w-0 text-soft">{who.sentence}</span>
          <button type="submit" className="link min-h-6 text-sm">
            {who.other}
          </button>
        </StepForm>
      )}
      {card.text && <p className={code ? 'mb-5' : 'mb-6 text-soft'}>{card.text}</p>}
      {card.figure && (
        <p className="mb-6 font-semibold text-3xl tabular-nums tracking-tight">{card.figure}</p>
      )}
      <StepForm
        key={card.step}
        base={base}
        step={card.step}
        state={stateOf(card.step)}
        onAnswer={take}
        passkey={card.passkey}
        className="grid gap-5"
      >
        <FormAnswer fields={card.fields.map(({ name }) => name)} />
        {card.login && !code && !card.figure && (
          <input type="text" name="username" value={card.login} autoComplete="username" readOnly hidden />
        )}
        {card.fields.map(({ aside, hint, value, digits, ...field }, index) => (
          <Field
            key={field.name}
            {...field}
            {...(field.name === 'name' && { autoCapitalize: 'none', spellCheck: false })}
            {...(digits && { inputMode: 'numeric', pattern: '[0-9 ]*' })}
            defaultValue={value}
            hint={code ? <Countdown valid={code.valid} /> : hint}
            aside={
              aside && (
                <a href={withReturn(aside.href, returnTo)} className="link text-sm">
                  {aside.label}
                </a>
              )
            }
            autoFocus={index === 0 && !value}
            required
          />
        ))}
        {card.choice && <Choice {...card.choice} />}
        {card.link ? (
          <a href={card.link.href} className={`${buttonClass('main')} w-full`}>
            {card.link.label}
          </a>
        ) : (
          <Submit wide>{card.submit}</Submit>
        )}
      </StepForm>
      {code && (
        <div className="mt-6 border-line border-t pt-5">
          {code.sending && (
            <p className="mb-3 text-sm text-soft" role="status">
              {code.sending}
            </p>
          )}
          <SendAgain code={code} base={base} state={stateOf('again')} onAnswer={take} />
        </div>
      )}
      {card.ways && <OtherWays {...card.ways} base={base} state={stateOf('way')} onAnswer={take} />}
    </CardContext>
  )
}

function Choice({ name, label, options }: NonNullable<StepCard['choice']>) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-3">
        {options.map((option, index) => (
          <label
            key={option.value}
            className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-control border border-field px-3.5 py-2 has-checked:border-brand has-checked:bg-brand-tint"
          >
            <Radio name={name} value={option.value} on={index === 0} className="size-4 accent-brand" />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** While the SMS is on its way, asks every two seconds where it is. */
function useLookingAgain(base: string, active: boolean, show: (card: StepCard) => void) {
  useEffect(() => {
    if (!active) return
    const timer = setInterval(async () => {
      if (document.hidden) return
      const answer = await fetch(`${base}/state`).catch(() => null)
      if (answer?.ok) show((await answer.json()) as StepCard)
    }, 2_000)
    return () => clearInterval(timer)
  }, [base, active, show])
}
