export type ButtonLook = 'main' | 'quiet' | 'harm'

const COMMON =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 py-2 font-medium transition-colors'
const LOOKS: Record<ButtonLook, string> = {
  main: 'bg-brand text-on-brand hover:bg-brand-strong',
  quiet: 'border border-field bg-surface text-ink hover:bg-sunken',
  harm: 'border border-harm bg-surface text-harm hover:bg-harm-tint',
}

/** How a button, or a link that looks like one, is drawn. */
export const buttonClass = (look: ButtonLook = 'main') => `${COMMON} ${LOOKS[look]}`
