import { Lock } from 'lucide'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { Permission } from '@/lib/rights/catalogue'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  fn: Permission
  /** Why not, in the words of the law. */
  why: string
  /** The scope that it is asked for on. */
  on: string
}

/** Something that is there but not for this actor: greyed out, with the reason, and how to ask for it. */
export const Lacking = ({ t, fn, why, on }: Props) => (
  <p className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-soft">
    <Icon of={Lock} size={16} />
    <span>
      <span className="first-letter:uppercase">{t(`rights.functions.${fn}`)}</span>
      {`: ${why}`}
    </span>
    <Link href={`/approvals/ask?${new URLSearchParams({ fn, on })}`} prefetch={false} className="link">
      {t('approvals.ask_for')}
    </Link>
  </p>
)
