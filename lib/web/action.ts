import { refresh } from 'next/cache'
import type { z } from 'zod'
import { Asked, orAsk } from '@/lib/approvals/or-ask'
import type { Operation } from '@/lib/contract/operation'
import type { Visitor } from '@/lib/identity/view'
import { type Context, context } from '@/lib/infra/context'
import { noteFailure } from '@/lib/infra/database-health'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { isOutage } from '@/lib/infra/outage'
import { type Fields, type FormAbout, type FormAction, type FormState, keptOf } from '@/lib/kernel/form'
import { OWN_FIELD } from '@/lib/kernel/form-owner.mjs'
import { ok, type Refusal, type Result } from '@/lib/kernel/result'
import { wasField } from '@/lib/kernel/was-field'
import type { Actor } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { type RefusalCode, refuseAll, refuseUnreadable } from '@/lib/words/refuse'
import type { Words } from '@/lib/words/translator'
import { findActor, found, requireActor, requireSession } from './actor'
import { formFrame, publicFrame, wasViewed, whyNotTheirs } from './form-frame'
import { redirectDone } from './just-done'
import { isFromScripts, visitor, words } from './request'

/** What follows a success: go somewhere (throws Next's redirect), or say something. */
type After<Out> = (value: Out, t: Words) => Promise<FormState> | FormState

/** What else is wrong with a form that cannot be read, by rules that its schema does not know: of the company or the market. */
type Judge = (actor: Actor, sent: Record<string, unknown>, context: Context) => Promise<readonly Refusal[]>

type Door<Needs extends readonly unknown[]> = {
  judge?: Judge
  /** Its page shows what is agreed to: what is refused stands on a page that says how things are by now. */
  showsAgain?: true
  /** What the operation needs of the outside, besides the context. */
  needs?: () => Promise<Needs>
}

/**
 * Makes the server action of a form from an operation: who is it, is it readable, do it or ask a second person, say what came
 * of it. The only way in from a browser that changes anything.
 */
export function action<Schema extends z.ZodType, Out, Needs extends readonly unknown[]>(
  operation: Operation<Schema, Out, Needs>,
  after: After<Out> = (_value, t) => ({ done: t('shell.saved') }),
  { judge, showsAgain, needs }: Door<Needs> = {},
): FormAction {
  const { input: schema, whileViewing } = operation
  const send: FormAction = async (_state, sent) => {
    const form = formOf(sent)
    const t = await words()
    // Before anything else: whoever is signed in now is not made to do what somebody else has typed.
    const notTheirs = whyNotTheirs(form, await findActor())
    if (notTheirs) return { ...counted(notTheirs, form, t), again: t('shell.again') }
    // Who looks through somebody's eyes, or did until that ended, can stop; that is no change of anybody's.
    const actor = await (whileViewing ? requireSession() : requireActor())
    if (actor.viewedBy && !whileViewing) return counted({ code: 'identity.only_looking' }, form, t)
    // Nor does a page that was shown through other eyes, when they are one's own by now: also in a second tab.
    if (!whileViewing && wasViewed(form)) return counted({ code: 'identity.view_over' }, form, t)
    const read = readForm(schema, form)
    if (!read.ok) {
      const { also = [], ...first } = read.refusal
      const more = judge ? await found(() => judge(actor, Object.fromEntries(form), context())) : []
      return counted(refuseAll([first, ...also, ...more]).refusal, form, t)
    }
    const outside = (needs ? await found(needs) : []) as Needs
    const result = await found(() => orAsk(operation)(actor, read.value, context(), ...outside))
    if (!result.ok) {
      if (showsAgain) refresh()
      return counted(result.refusal, form, t)
    }
    return result.value instanceof Asked ? redirectDone('/approvals', 'asked') : after(result.value, t)
  }
  const safe = keptInOutage(send)
  // Next writes its id on what is exported.
  return Object.assign(safe, { frame: (about: () => FormAbout) => formFrame(safe, schema, about) })
}

/**
 * The same for a form that is nobody's in particular: what it carries says by itself what it may do. Whoever is signed in, or
 * nobody, sends it.
 */
export function publicAction<Schema extends z.ZodType, Out>(
  schema: Schema,
  useCase: (visitor: Visitor, input: z.output<Schema>, context: Context) => Promise<Result<Out>>,
  after: After<Out>,
): FormAction {
  const safe = keptInOutage(async (_state, sent) => {
    const [form, t] = [formOf(sent), await words()]
    const read = readForm(schema, form)
    if (!read.ok) return counted(read.refusal, form, t)
    const result = await useCase(await visitor(), read.value, context())
    return result.ok ? after(result.value, t) : counted(result.refusal, form, t)
  })
  return Object.assign(safe, { frame: (about: () => FormAbout) => publicFrame(safe, schema, about) })
}

/** While the database is away a form says so and stays as it was sent. */
const keptInOutage =
  (send: FormAction): FormAction =>
  async (state, sent) => {
    try {
      return await send(state, sent)
    } catch (error) {
      if (!isOutage(error)) throw error
      noteFailure(error)
      const code = (await isFromScripts()) ? 'web.away' : 'web.away_plain'
      return { ...counted({ code }, formOf(sent), await words()), unsent: true }
    }
  }

/** The form of an action. Whoever calls an action by hand can send it anything: what is no form has no fields. */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData())

/** Reads a form by its schema, or refuses beside the field that cannot be read. */
export function readForm<Schema extends z.ZodType>(schema: Schema, form: Fields): Result<z.output<Schema>> {
  const sent = [...form].filter(([name]) => !name.startsWith(OWN_FIELD))
  const fields: Record<string, unknown> = {}
  // Of boxes with one name, all that are ticked.
  const several = new Map<string, unknown[]>()
  for (const [name, each] of sent) {
    const all = several.get(name)
    if (all) all.push(each)
    else several.set(name, [each])
  }
  for (const [name, all] of several) fields[name] = all.length > 1 ? all : all[0]
  const read = schema.safeParse(fields)
  if (read.success) return ok(read.data)
  return refuseUnreadable(read.error.issues)
}

/** The same of a form that is refused now, and not shown again. */
function counted(refusal: Refusal, form: Fields, t: Words): FormState {
  metrics.refusal(refusal.code)
  return refused(refusal, form, t)
}

/** What a refused form shows: the sentence, and what was typed, secrets excepted. */
export function refused(refusal: Refusal, form: Fields, t: Words): FormState {
  const kept = keptOf(form)
  const values = { ...kept.values }
  // What others have changed has been told by now: sent again, it is written over.
  for (const { field, now } of refusal.stale ?? []) values[wasField(field)] = now
  const say = (each: Refusal) => ({ field: each.field || null, sentence: sentenceOf(each, t) })
  const also = refusal.also?.map(say)
  return { refusal: say(refusal), ...(also && { also }), ...kept, values }
}

/** A refusal in words: names of functions instead of their keys, the problems of a file row by row, and what others have changed. */
export function sentenceOf({ code, values, rows, stale }: Refusal, t: Words): string {
  const named = typeof values?.functions === 'string' && values.functions.split(', ').filter(isPermission)
  const readable = named
    ? { ...values, functions: named.map((fn) => t(`rights.functions.${fn}`)).join(', ') }
    : values
  const sentence = t(`refusals.${code as RefusalCode}`, readable as never)
  const problems = (rows ?? []).map(
    (each) =>
      `${t('shell.row', { row: each.row })} ${t(`refusals.${each.code as RefusalCode}`, { value: each.value } as never)}`,
  )
  const changed = (stale ?? []).map(({ field, now, by }) => {
    const said = { field: t(`audit.fields.${field as 'name'}`), now: now || '–' }
    return by ? t('shell.changed_by', { ...said, by }) : t('shell.changed', said)
  })
  return [sentence, ...problems, ...changed].join('\n')
}
