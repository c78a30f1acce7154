import { personLabel } from '@/lib/kernel/person'
import { MOST_TOLD } from './bounds'
import type { Templates } from './judge'
import type { Place } from './places'
import type { Person } from './subjects'
import type { ReviewGroup, ReviewItem, ReviewView } from './view'

/** So many are named in a group; of the others only how many they are. */
export const NAMED = 200

/** What a proposal is judged with. */
export type Known = { templates: Templates; places: ReadonlyMap<string, Place>; now: Date }
/** What a review tells of people. */
export type Told = Pick<ReviewView, 'groups' | 'moreGroups' | 'skipped' | 'added' | 'removed' | 'people'>

/** Who holds more is alike to nobody. */
const FEW = 64

/** People who hold the same things are judged once. */
export const alikeKey = ({ id, held, subject }: Person): string =>
  held > FEW ? id : JSON.stringify([subject.active, subject.grants.map(({ id: _id, ...grant }) => grant)])

/** What people will be able to do, and no longer, as it is told: no place of it by halves; of the rest how many. */
export function effectsOf(
  gains: readonly ReviewItem[],
  loses: readonly ReviewItem[],
): Pick<ReviewGroup, 'gains' | 'loses'> & { moreEffects: number } {
  const whole = (list: readonly ReviewItem[]) => {
    const place = list[MOST_TOLD - 1]?.place
    const next = list.findIndex((item, n) => n >= MOST_TOLD && item.place !== place)
    return next < 0 ? [...list] : list.slice(0, next)
  }
  const told = { gains: whole(gains), loses: whole(loses) }
  const moreEffects = gains.length + loses.length - told.gains.length - told.loses.length
  return { ...told, moreEffects }
}

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
