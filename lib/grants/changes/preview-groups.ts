import type { Templates } from '@/lib/access/own-templates'
import type { Person } from '@/lib/access/people'
import type { Place } from '@/lib/access/places'
import { personLabel } from '@/lib/kernel/person'
import { scopeKey } from '@/lib/rights/scope'
import { MOST_SHOWN } from '../bounds'
import type { PreviewGroup, PreviewItem, PreviewView } from '../view'
import type { Difference } from './judge'

/** So many are named in a group; of the others only how many they are. */
export const NAMED = 200

/** What a proposal is judged with. */
export type Known = { templates: Templates; places: ReadonlyMap<string, Place>; now: Date }
/** What a review tells of people. */
export type PreviewParts = Pick<
  PreviewView,
  'groups' | 'moreGroups' | 'skipped' | 'added' | 'removed' | 'people'
>

/** Who holds more is alike to nobody. */
const FEW = 64

/** People who hold the same things are judged once. What a role holds, it holds for all who have it. */
export const alikeKey = ({ id, held, subject }: Person): string =>
  held > FEW
    ? id
    : `${subject.active} ${subject.grants
        .map(({ template, functions, scope, validFrom, validTo, standsInFor }) =>
          JSON.stringify([
            ...[template ?? functions, scopeKey(scope)],
            ...[validFrom.getTime(), validTo?.getTime(), standsInFor],
          ]),
        )
        .join()}`

/** What people will be able to do, and no longer, as it is told: no place of it by halves; of the rest how many. */
export function effectsOf(
  gains: readonly Difference[],
  loses: readonly Difference[],
  itemOf: (each: Difference) => PreviewItem,
): Pick<PreviewGroup, 'gains' | 'loses'> & { moreEffects: number } {
  const whole = (list: readonly Difference[]) => {
    const scope = list[MOST_SHOWN - 1]?.scope
    const next = list.findIndex((each, n) => n >= MOST_SHOWN && each.scope !== scope)
    return (next < 0 ? list : list.slice(0, next)).map(itemOf)
  }
  const shown = { gains: whole(gains), loses: whole(loses) }
  const moreEffects = gains.length + loses.length - shown.gains.length - shown.loses.length
  return { ...shown, moreEffects }
}

/**
 * People for whom the same changes are told together; of many kinds of change the first are told, and how many more. What
 * was judged once for many people is one object, and is compared with others once.
 */
export function gathered() {
  const groups = new Map<string, PreviewGroup>()
  const known = new Map<object, PreviewGroup>()
  const groupOf = (shown: Omit<PreviewGroup, 'people' | 'count'>): PreviewGroup => {
    const key = JSON.stringify(shown)
    const group = groups.get(key) ?? { people: [], count: 0, ...shown }
    groups.set(key, group)
    return group
  }
  return {
    shown: () => ({
      groups: [...groups.values()].slice(0, MOST_SHOWN),
      moreGroups: Math.max(0, groups.size - MOST_SHOWN),
    }),
    add(person: Person, shown: Omit<PreviewGroup, 'people' | 'count'>) {
      const group = known.get(shown) ?? groupOf(shown)
      known.set(shown, group)
      group.count += 1
      if (group.people.length < NAMED) group.people.push({ id: person.id, person: personLabel(person) })
    },
  }
}
