import type { Person } from '@/lib/access/people'
import { inSlices } from '@/lib/kernel/slices'
import { scopeKey } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import type { PreviewItem } from '../view'
import { type Difference, differencesOf, touchedBy } from './judge'
import { alikeKey, effectsOf, gathered, type Known, type PreviewParts } from './preview-groups'
import type { Proposal } from './proposal'

type Template = NonNullable<Proposal['template']>

/** What a change of a template means for everybody who has it (A12); people for whom it means the same are judged once. */
export async function ofTemplate(
  people: readonly Person[],
  { template }: Proposal,
  known: Known,
): Promise<PreviewParts> {
  const gathering = gathered()
  const alike = new Map<string, Awaited<ReturnType<typeof effects>>>()
  for await (const person of inSlices(people)) {
    const key = alikeKey(person)
    const found = alike.get(key) ?? (await effects(person.subject, template!, known))
    alike.set(key, found)
    gathering.add(person, found)
  }
  return { ...gathering.shown(), skipped: [], added: 0, removed: 0, people: people.length }
}

/** Of somebody who has the role at thousands of places, so many questions are judged, and the rest is said to be more. */
const MOST_ASKED = 1_000

/** Only what the role gains or loses can make a difference, with what needs it. */
async function effects(subject: Subject, { id, functions, retire }: Template, { places, now }: Known) {
  const mine = subject.grants.filter((grant) => grant.template === id)
  // Whatever they have it for holds the same.
  const [was, next] = [new Set(mine[0]?.functions), new Set(retire ? [] : functions)]
  const changed = [...was, ...next].filter((fn) => !was.has(fn) || !next.has(fn))
  const grants = subject.grants
    .filter((grant) => !(retire && grant.template === id))
    .map((grant) => (grant.template === id ? { ...grant, functions } : grant))
  const news = new Map([[id, changed]])
  const judged = mine.slice(0, Math.ceil(MOST_ASKED / Math.max(1, changed.length)))
  const given = judged.map(({ scope }) => ({ item: `${id}@${scopeKey(scope)}`, from: null, to: null }))
  const ended = judged.map((grant) => ({ ...grant, functions: changed }))
  const touched = new Map(
    [
      ...(await touchedBy(ended, [], news, places, now)),
      ...(await touchedBy([], given, news, places, now)),
    ].map((each) => [`${each.fn}@${scopeKey(each.place.scope)}`, each]),
  )
  const { gains, loses } = await differencesOf(subject, { ...subject, grants }, [...touched.values()])
  const item = ({ fn, scope }: Difference): PreviewItem => ({
    ...{ fn, place: scope },
    ...{ from: null, to: null },
  })
  const shown = {
    ...{ gives: [], takes: [], periods: [], moreItems: 0 },
    ...effectsOf(gains, loses, item),
  }
  return judged.length < mine.length ? { ...shown, moreEffects: null } : shown
}
