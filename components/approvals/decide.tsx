import { Proof } from '@/components/shell/proof'
import { buttonClass } from '@/components/ui/button-class'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  proven: boolean
  actions: Record<'decideRequestsAction' | 'answerRightAction', FormAction>
}

/** Approve or reject, with a word to whoever asked; who may not approve is told why, and can still reject. */
export function Decide({ t, ids, bar, proven, actions }: Props & { ids: string; bar: string | null }) {
  return (
    <Form action={actions.decideRequestsAction} className="mt-3 grid max-w-xl gap-3">
      <FormAnswer fields={['answer', 'proof']} />
      <input type="hidden" name="requests" value={ids} />
      <Field name="answer" label={t('approvals.answer')} autoComplete="off" />
      {bar ? <p className="text-attention">{bar}</p> : <Proof t={t} proven={proven} />}
      <div className="flex flex-wrap gap-3">
        {!bar && (
          <button type="submit" name="decision" value="approve" className={buttonClass('main')}>
            {t('approvals.approve')}
          </button>
        )}
        <button type="submit" name="decision" value="reject" className={buttonClass('harm')}>
          {t('approvals.reject')}
        </button>
      </div>
    </Form>
  )
}

/** A right that was asked for: for a day, for good, or not. */
export function AnswerRight({ t, id, proven, actions }: Props & { id: string }) {
  return (
    <>
      <Form action={actions.answerRightAction} className="mt-3 grid max-w-xl gap-3">
        <FormAnswer fields={['answer', 'proof']} />
        <input type="hidden" name="id" value={id} />
        <Field name="answer" label={t('approvals.answer')} autoComplete="off" />
        <Proof t={t} proven={proven} />
        <div className="flex flex-wrap gap-3">
          <button type="submit" name="for" value="day" className={buttonClass('main')}>
            {t('approvals.give_day')}
          </button>
          <button type="submit" name="for" value="good" className={buttonClass('quiet')}>
            {t('approvals.give_good')}
          </button>
        </div>
      </Form>
      <Form action={actions.decideRequestsAction} className="mt-3">
        <FormAnswer />
        <input type="hidden" name="requests" value={id} />
        <button type="submit" name="decision" value="reject" className={buttonClass('harm')}>
          {t('approvals.reject')}
        </button>
      </Form>
    </>
  )
}
