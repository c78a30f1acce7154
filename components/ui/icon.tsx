import { createElement } from 'react'

type Props = {
  /** One of Lucide's drawings. */
  of: [tag: string, attributes: Record<string, string | number | undefined>][]
  size?: number
  className?: string
}

/** A drawing beside words that say the same, so nothing is read out. Plain SVG: no script goes with it. */
export const Icon = ({ of, size = 24, className }: Props) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    className={className}
  >
    {of.map(([tag, attributes], index) => createElement(tag, { ...attributes, key: index }))}
  </svg>
)
