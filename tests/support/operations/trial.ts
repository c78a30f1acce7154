import { randomUUID } from 'node:crypto'
import type { AnyOperation } from '@/lib/contract/operation'
import type { SessionActor } from '@/lib/rights/actor'
import { idsOf, type Ready, withIds } from './answer'
import type { House } from './house'
import type { Ledger } from './state'

/** An operation, ready to be done in a company, and the same once more in another one. */
export type Trial = {
  operation: AnyOperation
  /** For what a failure is called. */
  name: string
  ours: House
  theirs: House
  mine: Ready
  other: Ready
  ledger: Ledger
}

/** Whether this way to use it takes a fresh proof. */
export const needsProof = ({ operation, mine }: Trial): boolean => Boolean(operation.proof && !mine.unproven)

/** Somebody who proved who they are days ago. */
export const stale = (actor: SessionActor): SessionActor => ({
  ...actor,
  proof: { ...actor.proof, at: new Date(0) },
})

/** The same input, with each of its ids made up. */
export const madeUp = (input: Ready['input']): Ready['input'] =>
  withIds(input, new Map(idsOf(input).map((id) => [id, randomUUID()])))
