import Link from 'next/link'
import { buttonClass } from '../button-class'

/** On to the next page, or back to the beginning, at the foot of a list. */
export function Pager({
  first,
  next,
  words,
}: {
  /** Address of the first page; null: this is it. */
  first: string | null
  next: string | null
  words: { first: string; more: string }
}) {
  if (!first && !next) return null
  return (
    <div className="mt-4 flex justify-between">
      {first ? (
        <Link href={first} prefetch={false} className={buttonClass('quiet')}>
          {words.first}
        </Link>
      ) : (
        <span />
      )}
      {next && (
        <Link href={next} prefetch={false} className={buttonClass('quiet')}>
          {words.more}
        </Link>
      )}
    </div>
  )
}
