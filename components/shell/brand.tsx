/** The operator's mark: two lines that meet on a board. */
export function Brand({ name, href }: { name: string; href: string }) {
  return (
    <a href={href} className="flex items-center gap-2.5 font-semibold text-ink">
      <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" className="text-brand">
        <rect x="1" y="1" width="22" height="22" rx="7" fill="currentColor" />
        <path
          d="M6 8h5.2c1.5 0 1.6 8 3.1 8H18M6 16h5.2c.6 0 1-1.2 1.3-2.8M14 9.6c.1-1 .2-1.6.4-1.6H18"
          fill="none"
          className="stroke-on-brand"
          strokeWidth="1.8"
          strokeLinecap="round"
        />
      </svg>
      <span className="whitespace-nowrap">{name}</span>
    </a>
  )
}
