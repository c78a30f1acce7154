import { X } from 'lucide'
import Link from 'next/link'
import { Icon } from '../icon'

export type Chip = { text: string; label: string; without: string }

/** What a list is narrowed to, each with the way to take it away, and all of it at once. */
export function Chips({
  chips,
  label,
  all,
}: {
  chips: readonly Chip[]
  label: string
  all: { text: string; href: string }
}) {
  if (chips.length === 0) return null
  return (
    <ul aria-label={label} className="mb-3 flex flex-wrap items-center gap-2 text-sm">
      {chips.map(({ text, label, without }) => (
        <li key={text}>
          <Link
            href={without}
            prefetch={false}
            scroll={false}
            aria-label={label}
            className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border border-line bg-brand-tint px-3 text-brand hover:border-brand"
          >
            <span className="min-w-0 wrap-anywhere">{text}</span>
            <Icon of={X} size={14} />
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link href={all.href} prefetch={false} scroll={false} className="link inline-block min-h-6 px-1">
            {all.text}
          </Link>
        </li>
      )}
    </ul>
  )
}
