import type { Context } from '@/lib/infra/context'
import { resumeMessages } from '@/lib/outbox/message-states'
import { KNOWN_CONTENT } from './known-content'
import { type Announced, WEIGHTS } from './registry'

/** Every kind of message that this version knows what to make of. */
export const knownKinds = Object.keys(WEIGHTS)

export const isKnownKind = (kind: string): kind is Announced['kind'] => Object.hasOwn(WEIGHTS, kind)

/** What stands beside a message that waits for a version that knows its kind. */
export const UNKNOWN_KIND = 'waits for a version that knows this kind'

/** Gives their jobs back to messages that waited for what this version knows. Any number of processes may. */
export const resumeKnown = (context: Context): Promise<void> =>
  resumeMessages({ kinds: knownKinds, notes: [UNKNOWN_KIND, ...KNOWN_CONTENT] }, context)
