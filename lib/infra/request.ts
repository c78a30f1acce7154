import type { AsyncLocalStorage } from 'node:async_hooks'

/** What is known of a request under way, beside what it was sent (bin/lib/admission.mjs). */
export type RequestContext = {
  readonly method: string | undefined
  /** Whose share of what is scarce it uses, the outermost first: company and user, or the network. */
  readonly path: readonly string[]
  /** Connections to the database that it holds at this moment. */
  connections: number
  /** Nobody waits for its answer any more. */
  readonly gone: boolean
  /** From here on it waits for something else than the event loop. */
  endTurn(): void
  /** Says whose it has proven to be. */
  identify(company: string, user: string): void
  /** Calls `work` when nobody waits for the answer any more. Returns how to take that back. */
  onAbandon(work: () => void): () => void
  /** Calls `work` when the request is over, however that came about; at once if it is. Returns how to take that back. */
  onOver(work: () => void): () => void
}

/** The request that this work is part of; undefined in the worker, in tasks and for what comes without turns. */
export const currentRequest = (): RequestContext | undefined =>
  (globalThis as { switchboardRequests?: AsyncLocalStorage<RequestContext> }).switchboardRequests?.getStore()
