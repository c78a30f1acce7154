import { personLabel } from '@/lib/kernel/person'
import { MOST_TOLD } from './bounds'
import type { Templates } from './judge'
import type { Place } from './places'
import type { Person } from './subjects'
import type { ReviewGroup, ReviewView } from './view'

/** So many are named in a group; of the others only how many they are. */
export const NAMED = 200

/** What a proposal is judged with. */
export type Known = { templates: Templates; places: ReadonlyMap<string, Place>; now: Date }
/** What a review tells of people. */
export type Told = Pick<ReviewView, 'groups' | 'moreGroups' | 'skipped' | 'added' | 'removed' | 'people'>

/** People for whom the same changes are told together; of many kinds of change the first are told, and how many more. */
export function gathered() {
  const groups = new Map<string, ReviewGroup>()
  return {
    shown: () => ({
      groups: [...groups.values()].slice(0, MOST_TOLD),
      moreGroups: Math.max(0, groups.size - MOST_TOLD),
    }),
    add(person: Person, told: Omit<ReviewGroup, 'people' | 'count'>) {
      const key = JSON.stringify(told)
      const group = groups.get(key) ?? { people: [], count: 0, ...told }
      groups.set(key, group)
      group.count += 1
      if (group.people.length < NAMED) group.people.push({ id: person.id, person: personLabel(person) })
    },
  }
}
