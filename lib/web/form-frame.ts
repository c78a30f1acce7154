import type { z } from 'zod'
import { idsIn } from '@/lib/kernel/cursor'
import { type FormAbout, type FormAction, type FormFrame, type FormState, keptOf } from '@/lib/kernel/form'
import { FORM_FIELD, OWNER_FIELD, readOwner, writeOwner } from '@/lib/kernel/form-owner.mjs'
import type { Refusal } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { findActor } from './actor'
import { type KeptForm, keptForm } from './kept-form'
import { words } from './request'

/** Who is really signed in: also while they look through somebody's eyes. */
export const personOf = ({ subject, name, viewedBy }: Actor) =>
  viewedBy
    ? { kind: 'user', id: viewedBy.id, name: viewedBy.name }
    : { kind: subject.kind, id: subject.id, name }

/** Whose a page is that is drawn now, as its forms say it. */
const ownerField = (actor: Actor): string =>
  writeOwner({ ...personOf(actor), since: actor.viewedBy?.since ?? '' })

/**
 * Why a form does nothing for whoever is signed in now, or null. Its page was drawn for somebody else, or for nobody that
 * it says, or nobody is signed in any more.
 */
export function whyNotTheirs(form: FormData, actor: Actor | null): Refusal | null {
  const owner = readOwner(form.get(OWNER_FIELD))
  if (!owner) return refuse('web.outdated').refusal
  const opened = owner.name
  if (!actor) return refuse('web.signed_out', { values: { opened } }).refusal
  const present = personOf(actor)
  if (owner.kind !== present.kind || owner.id !== present.id)
    return refuse('web.other_user', { values: { opened, present: present.name } }).refusal
  return null
}

/** Whether its page was shown through somebody else's eyes. */
export const wasViewed = (form: FormData): boolean => (readOwner(form.get(OWNER_FIELD))?.since ?? '') !== ''

/** What a form of the page shows already: drawn into each that it fits, a large one would become many pages of its size. */
const shown = new WeakSet<KeptForm>()

/** The form of an action about these things, as the page draws it for whoever is signed in. */
export async function formFrame(
  action: FormAction,
  schema: z.ZodType,
  about: () => FormAbout,
): Promise<FormFrame> {
  const [actor, frame] = await Promise.all([findActor(), publicFrame(action, schema, about)])
  return { ...frame, hidden: { ...(actor && { [OWNER_FIELD]: ownerField(actor) }), ...frame.hidden } }
}

/** The same of a form that is nobody's in particular. */
export async function publicFrame(
  action: FormAction,
  schema: z.ZodType,
  about: () => FormAbout,
): Promise<FormFrame> {
  const [t, kept] = await Promise.all([words(), keptForm()])
  // Next's name of a server action: it is the same over builds, unless the action is renamed.
  const id = String((action as { $$id?: string }).$$id ?? '')
  const fits =
    kept?.why === 'refill' &&
    !shown.has(kept) &&
    (kept.form ? kept.form === id : hasFieldsOf(schema, kept)) &&
    isAbout(about(), kept)
  if (fits) shown.add(kept)
  const first: FormState = fits
    ? { refusal: { field: null, sentence: t('refusals.web.refilled') }, ...keptOf(kept.fields) }
    : {}
  return {
    hidden: { [FORM_FIELD]: id },
    first,
    words: {
      outdated: t('refusals.web.outdated'),
      unanswered: t('refusals.web.unanswered'),
      broken: t('refusals.web.broken'),
      again: t('shell.again'),
    },
  }
}

/** Whether what was typed was about the same things: of a list's forms, each about another one, it is shown in its own. */
const isAbout = (about: FormAbout, { fields }: KeptForm) =>
  about.every(([name, value]) => {
    const sent = fields.filter(([field]) => field === name)
    // What the form of a page before did not say yet may be anything, but not another thing.
    if (sent.length === 0) return idsIn(value).length === 0
    return sent.some(([, each]) => each === value || areOneList(each, value))
  })

/** A list that the page had, and what has become of it. */
function areOneList(before: string, now: string): boolean {
  const ids = new Set(idsIn(now))
  if (ids.size < 2) return false
  const had = idsIn(before)
  return had.length > 1 && had.some((id) => ids.has(id))
}

/** Whether all that was typed has its place in a form: an action that was renamed is known by that. */
function hasFieldsOf(schema: z.ZodType, { fields }: KeptForm): boolean {
  const places = namesOf(schema)
  const edited = new Set(fields.flatMap(([name]) => (name.startsWith('was:') ? [name.slice(4)] : [])))
  return (
    fields.length > 0 &&
    fields.every(([name]) => places.has(name) || name.startsWith('was:') || edited.has(name))
  )
}

/** The names of the fields that a schema reads. */
function namesOf(schema: z.ZodType): Set<string> {
  const { shape, in: before } = schema.def as { shape?: object; in?: z.ZodType }
  return shape ? new Set(Object.keys(shape)) : before ? namesOf(before) : new Set()
}
