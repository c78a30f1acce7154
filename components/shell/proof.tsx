import { ProofField } from '@/components/ui/proof-field'
import type { Words } from '@/lib/words/translator'

/** Asked where the last proof of identity is too old for a risky change, or turns out to be when it is sent. */
export const Proof = ({
  t,
  proven = false,
  name = 'proof',
}: {
  t: Words
  proven?: boolean
  name?: string
}) => (
  <ProofField name={name} shown={!proven} label={t('users.form.proof')} hint={t('users.form.proof_hint')} />
)
