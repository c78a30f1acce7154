/** One filter of a list, as its form shows it. */
export type Filter = {
  name: string
  label: string
  /** What is chosen, as the address says it. */
  value: string
  /** Values with their texts; what stands first is that nothing is chosen. */
  options: readonly (readonly [value: string, text: string])[]
  /** A box to be ticked, a month to be named, or nothing to be chosen here: it is only taken away. */
  as?: 'box' | 'month' | 'chip'
}

export const isSet = ({ value, options }: Filter): boolean => value !== (options[0]?.[0] ?? '')

/** A choice among what there is, or all of it. What is chosen and not there any more is said. */
export function filterOf(
  { name, label, value }: { name: string; label: string; value: string | undefined },
  choices: readonly (readonly [value: string, text: string])[],
  words: { any: string; gone: string },
): Filter {
  const gone = value && !choices.some(([key]) => key === value) ? [[value, words.gone] as const] : []
  return { name, label, value: value ?? '', options: [['', `${label}: ${words.any}`], ...gone, ...choices] }
}
