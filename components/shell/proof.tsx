import { Field } from '@/components/ui/field'
import type { Words } from '@/lib/words/translator'

/** Asked where the last proof of identity is too old for a risky change. */
export const Proof = ({ t, name = 'proof' }: { t: Words; name?: string }) => (
  <Field
    name={name}
    type="password"
    label={t('users.form.proof')}
    hint={t('users.form.proof_hint')}
    autoComplete="current-password"
    required
  />
)
