import { NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'

/** What a ceiling leaves: a list of functions; null: there is none, so all of them. */
type Ceiling = readonly string[] | null

/** What numbers may do from now on, what of it they could not before, and what they no longer may, where some ceilings are replaced. */
export function ceilingChange(present: readonly Ceiling[], next: Ceiling) {
  const leftBy = (ceiling: Ceiling): readonly string[] => ceiling ?? NUMBER_PERMISSIONS
  const left = [...leftBy(next)]
  return {
    left,
    comes: left.filter((fn) => present.some((ceiling) => !leftBy(ceiling).includes(fn))),
    goes: [...new Set(present.flatMap((ceiling) => leftBy(ceiling).filter((fn) => !left.includes(fn))))],
  }
}
