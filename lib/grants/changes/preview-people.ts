import type { Person } from '@/lib/access/people'
import { personLabel } from '@/lib/kernel/person'
import { inSlices } from '@/lib/kernel/slices'
import { fitting, itemKey, permissionsOfWhat, readItem } from '@/lib/rights/items'
import { wordOf } from '@/lib/rights/own-grants'
import { scopeKey } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'
import { MOST_SHOWN } from '../bounds'
import type { GivenItem, PreviewItem, ReviewPeriod, Skipped } from '../view'
import { applied, type Difference, differencesOf, touchedBy } from './judge'
import { alikeKey, effectsOf, gathered, type Known, type PreviewParts } from './preview-groups'
import type { Give, Group, Proposal } from './proposal'

/** What a change means for everybody whom it names, judged in slices; people for whom it means the same together. Nobody changes their own: `byId` is who made it. */
export async function ofGroups(
  people: readonly Person[],
  proposal: Proposal,
  known: Known,
  byId: string,
): Promise<PreviewParts> {
  const persons = new Map(people.map((person) => [person.id, person]))
  const skipped: Skipped[] = []
  const gathering = gathered()
  let [added, removed, concerned] = [0, 0, 0]
  for (const group of proposal.groups) {
    const alike = new Map<string, Awaited<ReturnType<typeof change>>>()
    for await (const id of inSlices(group.people)) {
      const person = persons.get(id)
      if (!person) continue
      if (id === byId) skipped.push({ person: personLabel(person), why: 'oneself' })
      else if (person.subject.mainAdministrator)
        skipped.push({ person: personLabel(person), why: 'main_administrator' })
      else {
        const key = alikeKey(person)
        const found = alike.get(key) ?? (await change(person, group, known))
        alike.set(key, found)
        if (found.added + found.removed === 0) skipped.push({ person: personLabel(person), why: 'nothing' })
        else gathering.add(person, found.shown)
        added += found.added
        removed += found.removed
        concerned += found.added + found.removed > 0 ? 1 : 0
      }
    }
  }
  return { ...gathering.shown(), skipped, added, removed, people: concerned }
}

async function change(person: Person, group: Group, { templates, places, now }: Known) {
  const { after, ended, added } = applied(person.subject, group, templates, now)
  const touched = await touchedBy(ended, added, templates, places, now)
  const { gains, loses } = await differencesOf(person.subject, after, touched)
  const item = ({ fn, scope, at, to }: Difference): PreviewItem => ({
    ...{ fn, place: scope, to },
    from: at > now ? at : null,
  })
  const period = (give: Give, was: HeldGrant): ReviewPeriod => {
    const { what, scope } = readItem(give.item)!
    const from = give.from ? new Date(give.from) : null
    const to = give.to ? new Date(give.to) : null
    return {
      ...{ word: what, place: scopeKey(scope), was: was.validTo, to },
      from: from && from > now ? from : null,
    }
  }
  const given = (give: Give): GivenItem => {
    const { what, scope } = readItem(give.item)!
    const functions = permissionsOfWhat(what, templates)
    const fit: readonly string[] = fitting(functions, scope)
    const to = give.to ? new Date(give.to) : null
    return { word: what, place: scopeKey(scope), to, lacks: functions.filter((fn) => !fit.includes(fn)) }
  }
  const taken = (grant: HeldGrant): GivenItem => ({
    ...{ word: wordOf(grant), place: scopeKey(grant.scope), to: null, lacks: [] },
  })
  // What ends and begins again is held for another time.
  const goes = new Map(ended.map((grant) => [itemKey(wordOf(grant), grant.scope), grant]))
  const again = added.filter((give) => goes.has(give.item))
  const news = added.filter((give) => !goes.has(give.item))
  const was = again.map((give) => goes.get(give.item)!)
  const back = new Set(was)
  const gone = ended.filter((grant) => !back.has(grant))
  const lists = [news, gone, again]
  const shown = {
    gives: first(news).map(given),
    takes: first(gone).map(taken),
    periods: first(again).map((give, n) => period(give, was[n]!)),
    ...effectsOf(gains, loses, item),
    moreItems: lists.reduce((sum, list) => sum + Math.max(0, list.length - MOST_SHOWN), 0),
  }
  return { shown, added: added.length, removed: ended.length }
}

const first = <T>(list: readonly T[]): T[] => list.slice(0, MOST_SHOWN)
