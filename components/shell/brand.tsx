import { MARK } from '@/lib/market/mark'

/** The operator's mark: two lines that meet on a board. */
export function Brand({ name, href }: { name: string; href: string }) {
  return (
    <a href={href} className="flex items-center gap-2.5 font-semibold text-ink">
      <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" className="text-brand">
        <rect x="1" y="1" width="22" height="22" rx="7" fill="currentColor" />
        <path d={MARK} fill="none" className="stroke-on-brand" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
      <span className="whitespace-nowrap">{name}</span>
    </a>
  )
}
