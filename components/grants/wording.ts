import type { EditorFrame, PlaceView } from '@/lib/grants/view'
import { lastDayOf } from '@/lib/kernel/day'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'
import { factsOf, isPermission, type Permission } from '@/lib/rights/catalogue'
import type { Explanation, Source, WhyNot } from '@/lib/rights/explain'
import { readScope, type Scope, scopeKey } from '@/lib/rights/scope'
import type { HeldGrant } from '@/lib/rights/subject'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'

/** What sentences about rights are told with: the words, the names of scopes and roles, and the clock on the wall. */
export type Wording = {
  t: Words
  locale: Locale
  timeZone: string
  frame: Pick<EditorFrame, 'places' | 'templates'>
}

export const NO_FRAME = { places: [], templates: [] }

export const permissionName = (t: Words, fn: string): string =>
  isPermission(fn) ? t(`rights.functions.${fn}`) : fn === '*' ? '*' : fn

/** The same, and whether it is not in the portal yet. */
export const permissionWithState = (t: Words, fn: string): string =>
  isPermission(fn) && factsOf(fn).coming
    ? `${permissionName(t, fn)} (${t('editor.coming')})`
    : permissionName(t, fn)

/** What a word of a grant is called: a role of ours, one of the company's, or a single function. */
export function whatName({ t, frame }: Wording, word: string): string {
  if (isTemplate(word)) return t(`rights.templates.${word}.name`)
  return frame.templates.find(({ id }) => id === word)?.name ?? permissionName(t, word)
}

/** Places by their keys, put together once a page: a review of thousands of rights asks for one each. */
const KEYED = new WeakMap<object, ReadonlyMap<string, PlaceView>>()
function byKey(places: readonly PlaceView[]): ReadonlyMap<string, PlaceView> {
  const known = KEYED.get(places) ?? new Map(places.map((place) => [place.key, place]))
  KEYED.set(places, known)
  return known
}

/** Where something is held, by its name. */
export function placeName({ t, frame }: Wording, key: string): string {
  const place = byKey(frame.places).get(key)
  // What has no name here is still not the whole company.
  const kind = place?.scope.kind ?? readScope(key)?.kind ?? 'company'
  return t(`rights.scopes.${kind}`, { name: place?.name ?? '?' })
}

/** The last day on which something is held, as people write it. */
export const untilDay = ({ locale, timeZone }: Wording, end: Date): string =>
  dateFormat(LANGUAGE_TAG[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(lastDayOf(end, timeZone)),
  )

/** A grant in a phrase: "Finance, cost centre Drivers, until 15 August". */
export function grantName(wording: Wording, grant: HeldGrant): string {
  const { t } = wording
  const parts = [
    whatName(wording, grant.template ?? grant.functions?.[0] ?? ''),
    grant.scope.kind === 'company' ? null : placeName(wording, scopeKey(grant.scope)),
    grant.validTo && t('editor.until', { day: untilDay(wording, grant.validTo) }),
    grant.standsInFor && t('editor.standing_in', { name: grant.standsInFor }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** By what something is allowed, in words. */
export function sourceName(wording: Wording, source: Source): string {
  const { t } = wording
  if (source.kind === 'assignment')
    return t('rights.sources.assignment', { reference: source.assignment.reference })
  if (source.kind !== 'grant') return t(`rights.sources.${source.kind}`)
  const { grant } = source
  const word = grant.template ?? ''
  const place = grant.scope.kind === 'company' ? '' : ` (${placeName(wording, scopeKey(grant.scope))})`
  const by =
    (grant.template
      ? t('rights.sources.grant', { template: whatName(wording, word) })
      : t('rights.sources.single')) + place
  const until = grant.validTo ? `${by}, ${t('editor.until', { day: untilDay(wording, grant.validTo) })}` : by
  return grant.standsInFor ? t('rights.sources.stands_in', { source: until, name: grant.standsInFor }) : until
}

/** Why not, in one sentence (rights.md, "The law"). */
export function whyNotName(t: Words, whyNot: WhyNot): string {
  if (whyNot.kind !== 'needs') return t(`rights.whyNot.${whyNot.kind}`)
  return t('rights.whyNot.needs', {
    needed: permissionName(t, whyNot.fn),
    because: whyNotName(t, whyNot.because),
  })
}

/** Because of what somebody may, or why not. */
export const because = (wording: Wording, answer: Explanation): string =>
  answer.allowed ? sourceName(wording, answer.source) : whyNotName(wording.t, answer.whyNot)

/** May they, and why: one sentence. */
export const answerSentence = (wording: Wording, fn: Permission, answer: Explanation): string =>
  wording.t(answer.allowed ? 'editor.may' : 'editor.may_not', {
    what: permissionWithState(wording.t, fn),
    why: because(wording, answer),
  })

/** Scopes that a search has found, as choices. */
export const foundPlaces = (
  t: Words,
  places: readonly { key: string; scope: Scope; name: string; about: string | null }[],
): { key: string; name: string }[] =>
  places.map(({ key, scope, name, about }) => ({
    key,
    name: [t(`rights.scopes.${scope.kind}`, { name }), about].filter(Boolean).join(' · '),
  }))
