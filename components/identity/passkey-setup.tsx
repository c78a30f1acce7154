import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { type CreationOptions, PasskeyMaker } from './passkey-maker'

type Props = {
  id: string
  options: CreationOptions
  action: FormAction
  words: Record<'name' | 'hint' | 'submit' | 'failed', string>
}

/** Lets the device make a passkey, and hands what it answered to the server. */
export const PasskeySetup = ({ id, options, action, words }: Props) => (
  <Form action={action} className="grid gap-5">
    <FormAnswer fields={['name']} />
    <input type="hidden" name="id" value={id} />
    <PasskeyMaker options={options} failed={words.failed} />
    <Field name="name" label={words.name} hint={words.hint} autoComplete="off" />
    <div>
      <Submit>{words.submit}</Submit>
    </div>
  </Form>
)
