import { inSlices } from '@/lib/kernel/slices'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { scopeKey } from '@/lib/rights/scope'
import { MOST_TOLD } from './bounds'
import { differencesOf, touchedBy } from './judge'
import type { Proposal } from './proposal'
import { gathered, type Known, type Told } from './review-told'
import type { Person } from './subjects'
import type { ReviewItem } from './view'

/** What a change of a template means for everybody who has it (A12). */
export async function ofTemplate(
  people: readonly Person[],
  { template }: Proposal,
  { places, now }: Known,
): Promise<Told> {
  const { id, functions, retire } = template!
  const told = gathered()
  for await (const person of inSlices(people)) {
    const { subject } = person
    const grants = subject.grants
      .filter((grant) => !(retire && grant.template === id))
      .map((grant) => (grant.template === id ? { ...grant, functions } : grant))
    const mine = subject.grants.filter((grant) => grant.template === id)
    const news = new Map([[id, functions]])
    const given = mine.map(({ scope }) => ({ item: `${id}@${scopeKey(scope)}`, from: null, to: null }))
    const touched = new Map(
      [
        ...(await touchedBy(mine, [], news, places, now)),
        ...(await touchedBy([], given, news, places, now)),
      ].map((each) => [`${each.fn}@${scopeKey(each.place.scope)}`, each]),
    )
    const { gains, loses } = await differencesOf(subject, { ...subject, grants }, [...touched.values()])
    const item = ({ fn, scope }: { fn: FunctionKey; scope: string }): ReviewItem => ({
      fn,
      place: scope,
      from: null,
      to: null,
    })
    const more = [gains, loses].reduce((sum, { length }) => sum + Math.max(0, length - MOST_TOLD), 0)
    told.add(person, {
      ...{ gives: [], takes: [], periods: [], more },
      gains: gains.slice(0, MOST_TOLD).map(item),
      loses: loses.slice(0, MOST_TOLD).map(item),
    })
  }
  return { ...told.shown(), skipped: [], added: 0, removed: 0, people: people.length }
}
