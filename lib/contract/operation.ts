import type { z } from 'zod'
import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import type { Result } from '@/lib/kernel/result'
import { type Actor, authorize, boundTo } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'

/** Whom or what an operation is about, by id. */
export type Concerned = {
  user?: string
  line?: string
  account?: string
  company?: string
  request?: string
}

/** What a second person is asked for: the input as a request keeps it, and what it is about, by name. */
export type Asking = {
  input: Prisma.InputJsonObject
  subject: string
  comment?: string | undefined
}

/** What it takes to have a second person say yes to an operation. */
export type SecondPerson<In> = {
  /** For what they are asked, by the rules of the company and of roles; absent: for what the operation takes itself. */
  permission?: Permission
  /**
   * What a request keeps of the input: never a secret, nor a proof. `subject`: what the refusal calls it, where the input has
   * only an id.
   */
  keep(input: In, actor: Actor, subject: string): Asking
  /** Reads again what was kept; absent: the schema of the input does. What a rule of today forbids is refused by it. */
  reads?: z.ZodType<In>
  /** It is not carried out when it was approved: whoever asked does it themselves, with that approval (a file that is fetched). */
  fetched?: true
}

type Run<In, Out, Needs extends readonly unknown[]> = (
  actor: Actor,
  input: In,
  context: Context,
  ...needs: Needs
) => Promise<Result<Out>>

/** Consequences, by a kind that components have sentences for. */
type Effect = { kind: string }

export type Declaration<
  Schema extends z.ZodType,
  Out,
  Needs extends readonly unknown[] = [],
  Preview extends Effect = never,
> = {
  /** `room.verb_noun`: the name under which requests keep it, and doors find it. Never renamed, like what is stored. */
  key: `${string}.${string}`
  /** The permission without which it is not there; its facts (scopes, risk, needs) are the law's (lib/rights/catalogue.ts). */
  permission: Permission
  /** One schema, whoever sends it: form, file, API, dialogue. */
  input: Schema
  /** Whom or what it is about, as far as the input says. */
  concerns?: (input: z.output<Schema>) => Concerned
  /** Facts that it leaves in the audit when it has changed something. */
  audit: readonly `${string}.${string}`[]
  /** Messages that it announces. */
  announces?: readonly `${string}.${string}`[]
  /** Asks for a fresh proof of who does it (lib/identity/sessions/prove-again.ts), of some inputs at least. */
  proof?: true
  /** Also done by whoever looks through somebody's eyes: otherwise they change nothing. */
  whileViewing?: true
  secondPerson?: SecondPerson<z.output<Schema>>
  /** What would be otherwise once it were done; null: what it is about is not there any more. */
  preview?: (actor: Actor, input: z.output<Schema>, context: Context) => Promise<Preview | null>
  /** Does it. What the permission reaches is for the load, which takes the actor's reach. */
  run: Run<z.output<Schema>, Out, Needs>
}

/** One thing that somebody can do: called like the use case that it is, with all that is known about it on it. */
export type Operation<
  Schema extends z.ZodType = z.ZodType,
  Out = unknown,
  Needs extends readonly unknown[] = [],
  Preview extends Effect = Effect,
> = Run<z.output<Schema>, Out, Needs> & Readonly<Omit<Declaration<Schema, Out, Needs, Preview>, 'run'>>

/** Any of them, as whoever goes through all of them knows it: what it is called with has been read by its own schema. */
export type AnyOperation<Preview extends Effect = Effect> = Run<never, unknown, readonly never[]> &
  Readonly<
    Pick<
      Declaration<z.ZodType, unknown>,
      'key' | 'permission' | 'input' | 'audit' | 'announces' | 'proof' | 'whileViewing'
    >
  > & {
    readonly concerns?: (input: never) => Concerned
    readonly preview?: (actor: Actor, input: never, context: Context) => Promise<Preview | null>
    readonly secondPerson?: Pick<SecondPerson<unknown>, 'permission' | 'fetched'> & { reads?: z.ZodType }
  }

/**
 * Declares something that can be done, once: doors, approvals, tests and documents derive from it. Before anything else it
 * asks whether the actor may, and whether they act themselves; what was approved of another input is taken from them. Refuses whoever looks through somebody's eyes.
 * @throws NotFound when the actor may not
 */
export function operation<
  Schema extends z.ZodType,
  Out,
  Needs extends readonly unknown[] = [],
  Preview extends Effect = never,
>({ run, ...declared }: Declaration<Schema, Out, Needs, Preview>): Operation<Schema, Out, Needs, Preview> {
  const perform: Run<z.output<Schema>, Out, Needs> = async (actor, input, context, ...needs) => {
    authorize(actor, declared.permission)
    if (actor.viewedBy && !declared.whileViewing) return refuse('identity.only_looking')
    return run(boundTo(actor, input as object), input, context, ...needs)
  }
  return Object.assign(perform, declared)
}
