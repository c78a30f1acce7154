import { Submit } from '@/components/ui/submit'
import type { FormState } from '@/lib/kernel/form'
import type { StepAnswer, StepCard } from './card-shape'
import { StepForm } from './step-form'

type Props = NonNullable<StepCard['ways']> & {
  base: string
  state: FormState
  onAnswer: (answer: StepAnswer) => void
}

/** With what else a sign-in can be proven, and who helps where nothing can be: never a dead end. */
export function OtherWays({ label, options, help, base, state, onAnswer }: Props) {
  return (
    <details className="mt-6 border-line border-t pt-4" open={!!state.refusal}>
      <summary className="min-h-6 cursor-pointer font-medium text-sm">{label}</summary>
      <div className="mt-3 grid gap-3">
        {state.refusal && (
          <p role="alert" className="rounded-control bg-harm-tint px-4 py-3 text-harm">
            {state.refusal.sentence}
          </p>
        )}
        {options.map(({ way, label: name }) => (
          <StepForm key={way} base={base} step="way" state={{}} onAnswer={onAnswer}>
            <input type="hidden" name="way" value={way} />
            <Submit look="quiet" wide>
              {name}
            </Submit>
          </StepForm>
        ))}
        <p className="text-sm text-soft">{help}</p>
      </div>
    </details>
  )
}
