'use client'

import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormState } from '@/lib/kernel/form'
import type { CodeCard, StepAnswer } from './card-shape'
import { useSecondsLeft } from './countdown'
import { StepForm } from './step-form'

type Props = { code: CodeCard; base: string; state: FormState; onAnswer: (answer: StepAnswer) => void }

/** Has the code sent again, and says from when on it can be. What was pressed too early is refused until then, not longer. */
export function SendAgain({ code, base, state, onAnswer }: Props) {
  const { again } = code
  const left = useSecondsLeft(again)
  const tooEarly = again.seconds > 0 && state.refusal !== undefined
  return (
    <StepForm
      base={base}
      step="again"
      state={tooEarly && left === 0 ? {} : state}
      onAnswer={onAnswer}
      className="grid gap-3"
    >
      <FormAnswer />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Submit look="quiet">{again.label}</Submit>
        {again.seconds > 0 && left !== 0 && (
          <span className="text-sm text-soft tabular-nums">
            {left === null ? again.from : again.left.replace('{seconds}', String(left))}
          </span>
        )}
      </div>
    </StepForm>
  )
}
