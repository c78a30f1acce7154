import { notFound } from 'next/navigation'
import type { z } from 'zod'
import { type World, world } from '@/lib/infra/world'
import type { FormAction, FormState } from '@/lib/kernel/form'
import type { Refusal, Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import type { RefusalCode } from '@/lib/words/refuse'
import type { Words } from '@/lib/words/translator'
import { requireActor } from './actor'
import { words } from './request'

type UseCase<In, Out> = (actor: Actor, input: In, world: World) => Promise<Result<Out>>
/** What follows a success: go somewhere (throws Next's redirect), or say something. */
type After<Out> = (value: Out, t: Words) => Promise<FormState> | FormState

/**
 * Makes the server action of a form from a schema and a use case: who is it, is it readable, do it,
 * say what came of it. The only way in from a browser that changes anything.
 */
export function action<Schema extends z.ZodType, Out>(
  schema: Schema,
  useCase: UseCase<z.output<Schema>, Out>,
  after: After<Out> = (_value, t) => ({ done: t('shell.saved') }),
): FormAction {
  return async (_state, form) => {
    const actor = await requireActor()
    const t = await words()
    const read = readForm(schema, form, t)
    if ('state' in read) return read.state
    return finish(() => useCase(actor, read.input, world()), form, t, after)
  }
}

/** Reads a form by its schema, or says beside which field it cannot be read. */
export function readForm<Schema extends z.ZodType>(schema: Schema, form: FormData, t: Words) {
  const fields = Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION')))
  const read = schema.safeParse(fields)
  if (read.success) return { input: read.data }
  const issue = read.error.issues[0]
  const code = issue && isCode(issue.message) ? issue.message : 'web.unreadable'
  return { state: refused({ code, field: String(issue?.path[0] ?? '') }, form, t) }
}

/** Runs a use case and shows its outcome; not allowed and not there are both not found. */
export async function finish<Out>(
  work: () => Promise<Result<Out>>,
  form: FormData,
  t: Words,
  after: After<Out>,
): Promise<FormState> {
  let result: Result<Out>
  try {
    result = await work()
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
  return result.ok ? after(result.value, t) : refused(result.refusal, form, t)
}

const isCode = (message: string): message is RefusalCode => /^[a-z]+\.[a-z_]+$/.test(message)
const SECRET = /password|again|current|code|proof/

export function refused(refusal: Refusal, form: FormData, t: Words): FormState {
  const values = Object.fromEntries(
    [...form].filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' &&
        entry[1].length <= 2_000 &&
        !entry[0].startsWith('$') &&
        !SECRET.test(entry[0]),
    ),
  )
  const sentence = t(`refusals.${refusal.code as RefusalCode}`, refusal.values as never)
  return { refusal: { field: refusal.field || null, sentence }, values }
}
