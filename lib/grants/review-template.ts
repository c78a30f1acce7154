import type { FunctionKey } from '@/lib/rights/catalogue'
import { scopeKey } from '@/lib/rights/scope'
import { differencesOf, touchedBy } from './judge'
import type { Proposal } from './proposal'
import { gathered, type Known, type Told } from './review-told'
import type { Person } from './subjects'
import type { ReviewItem } from './view'

/** What a change of a template means for everybody who has it (A12). */
export function ofTemplate(people: readonly Person[], { template }: Proposal, { places, now }: Known): Told {
  const { id, functions, retire } = template!
  const told = gathered()
  for (const person of people) {
    const { subject } = person
    const grants = subject.grants
      .filter((grant) => !(retire && grant.template === id))
      .map((grant) => (grant.template === id ? { ...grant, functions } : grant))
    const touched = subject.grants
      .filter((grant) => grant.template === id)
      .flatMap((grant) => {
        const item = { item: `${id}@${scopeKey(grant.scope)}`, from: null, to: null }
        const news = new Map([[id, functions]])
        return [
          ...new Map(
            [...touchedBy([grant], [], news, places, now), ...touchedBy([], [item], news, places, now)].map(
              (each) => [each.fn, each],
            ),
          ).values(),
        ]
      })
    const { gains, loses } = differencesOf(subject, { ...subject, grants }, touched)
    const item = ({ fn, scope }: { fn: FunctionKey; scope: string }): ReviewItem => ({
      fn,
      place: scope,
      from: null,
      to: null,
    })
    told.add(person, { gives: [], takes: [], gains: gains.map(item), loses: loses.map(item), periods: [] })
  }
  return { groups: [...told.groups.values()], skipped: [], added: 0, removed: 0, people: people.length }
}
