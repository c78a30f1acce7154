import { z } from 'zod'
import { wasField } from './was-field'

// A form that edits what is there says in a hidden field what it showed in each field. So only what somebody changed is
// written, and only over what they saw (a conditional update: RFC 9110 13.1.1, field by field).

/** A field as a form showed it, and as somebody wants it instead; in the spelling of the form, nothing is empty. */
export type Change = { was: string; next: string }
export type Changes<Field extends string> = { [field in Field]?: Change | undefined }

type Fields<Field extends string> = Record<Field, z.ZodType<string, string>>
type Others<Rest extends z.ZodRawShape> =
  Rest extends Record<string, never> ? object : z.output<z.ZodObject<Rest>>
const asSent = z.string().max(2_000)

/**
 * Reads a form that edits: `rest` as it is, of `fields` only those that say something else than the form showed. A box that
 * is not ticked is not sent, so what stands in its hidden field counts as sent. Refuses a field without what it showed.
 */
export function editForm<Field extends string, Rest extends z.ZodRawShape>(
  fields: Fields<Field>,
  rest: Rest,
) {
  return z.looseObject(rest).transform((form, context) => {
    const sent: Record<string, unknown> = form
    const changes: Changes<Field> = {}
    for (const field of Object.keys(fields) as Field[]) {
      const was = asSent.safeParse(sent[wasField(field)])
      const typed = sent[field] ?? (was.success ? '' : undefined)
      if (typed === undefined) continue
      // What nobody touched is not judged: it may be older than the rule.
      if (was.success && typeof typed === 'string' && typed.trim() === was.data.trim()) continue
      const next = was.success ? fields[field].safeParse(typed) : was
      if (!next.success)
        for (const { message } of next.error.issues)
          context.addIssue({ code: 'custom', message, path: [field] })
      else if (was.success && next.data !== was.data) changes[field] = { was: was.data, next: next.data }
    }
    const others = Object.fromEntries(Object.keys(rest).map((key) => [key, sent[key]]))
    return { ...(others as Others<Rest>), changes }
  })
}

/** The same as a request keeps it until somebody has decided: read again by the rules of the day on which it is done. */
export const keptChanges = <Field extends string>(fields: Fields<Field>, without: string) =>
  z
    .partialRecord(
      z.enum(Object.keys(fields) as [Field, ...Field[]]),
      z.object({ was: asSent, next: asSent }),
      without,
    )
    .transform((kept, context) => {
      const changes: Changes<Field> = {}
      for (const [field, { was, next }] of Object.entries(kept) as [Field, Change][]) {
        const read = fields[field].safeParse(next)
        if (read.success) changes[field] = { was, next: read.data }
        else
          for (const { message } of read.error.issues)
            context.addIssue({ code: 'custom', message, path: [field] })
      }
      return changes
    })

/** A field that says something else by now than the form, or the request, has seen. */
export type Stale<Field extends string = string> = { field: Field; now: string }

/**
 * What of some changes is still to be written over what is there (`remaining`: with what was seen of it), and what was
 * changed by others meanwhile. What says already what somebody wants is neither.
 */
export function reconcile<Field extends string>(
  changes: Changes<Field>,
  present: Record<Field, string>,
): { write: Partial<Record<Field, string>>; remaining: Changes<Field>; stale: Stale<Field>[] } {
  const write: Partial<Record<Field, string>> = {}
  const remaining: Changes<Field> = {}
  const stale: Stale<Field>[] = []
  for (const [field, change] of Object.entries(changes) as [Field, Change | undefined][]) {
    const now = present[field]
    if (!change || now === change.next) continue
    if (now === change.was) {
      write[field] = change.next
      remaining[field] = change
    } else stale.push({ field, now })
  }
  return { write, remaining, stale }
}

/**
 * What a form showed, where its fields belong together (an address and the secret for it) and are written all at once:
 * then none of them may have been changed by others.
 */
export const shown = <Field extends string>(fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [wasField(field), asSent])) as Record<
    `was:${Field}`,
    typeof asSent
  >

/** Which of the fields that a form showed say something else by now. */
export const staleOf = <Field extends string>(
  fields: readonly Field[],
  form: Record<`was:${Field}`, string>,
  present: Record<Field, string>,
): Stale<Field>[] =>
  fields
    .filter((field) => form[`was:${field}`] !== present[field])
    .map((field) => ({ field, now: present[field] }))
