import type { AnyOperation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor, SessionActor } from '@/lib/rights/actor'

type Input = Record<string, unknown>

/** One way to use an operation well: who does it with what, in a company that was made ready for it. */
export type Ready = {
  actor: SessionActor
  /** As a form sends it: the operation's own schema reads it. */
  input: Input
  /** What its doors give it besides the context. */
  needs?: readonly unknown[]
  /** It asks for a fresh proof otherwise, and not for this. */
  unproven?: true
  /** A second person has said yes to it. */
  approved?: true
  /** It makes the company in whose audit it stands. */
  opens?: true
  /** Tables of what was written down before it was done, and is no change: drafts. */
  drafts?: readonly string[]
}

export const NOT_THERE = 'not there'

/** What somebody is answered: `ok`, that it is not there, or the whole refusal. What is thrown otherwise goes on. */
export async function answerOf(
  operation: AnyOperation,
  { input, needs = [], approved }: Ready,
  by: { actor: Actor; input?: Input },
  context: Context,
): Promise<string> {
  const read = operation.input.safeParse(by.input ?? input)
  if (!read.success) return `unreadable: ${read.error.issues.map(({ message }) => message).join(', ')}`
  const value = read.data as never
  const approval = { request: '', input: value, by: 'eve', byId: '', askedAt: context.clock() }
  const actor = approved ? { ...by.actor, approval } : by.actor
  const perform = operation as unknown as (...args: unknown[]) => Promise<Result<unknown>>
  try {
    const result = await perform(actor, value, context, ...needs)
    return result.ok ? 'ok' : JSON.stringify(result.refusal)
  } catch (error) {
    if (error instanceof NotFound) return NOT_THERE
    throw error
  }
}

/** The code of a refusal that was answered. */
export const codeOf = (answer: string): string =>
  answer.startsWith('{') ? (JSON.parse(answer) as { code: string }).code : answer

const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g

/** The ids that an input names, wherever they stand in it, in its order. */
export const idsOf = (input: Input): string[] => [...new Set(JSON.stringify(input).match(ID) ?? [])]

/** The same input with others in their place. */
export function withIds(input: Input, others: ReadonlyMap<string, string>): Input {
  const swap = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replace(ID, (id) => others.get(id) ?? id)
      : Array.isArray(value)
        ? value.map(swap)
        : value
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [swap(key), swap(value)]))
}
