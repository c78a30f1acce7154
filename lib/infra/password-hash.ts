import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** argon2id m=19 MiB t=2 p=1 (OWASP Password Storage Cheat Sheet). */
const ARGON2ID = 2 // the package's enum exists for its compiler only
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$'

/** Hash of nothing that anybody knows: compared when there is no account, so that time tells nothing. */
const DUMMY =
  '$argon2id$v=19$m=19456,t=2,p=1$c3dpdGNoYm9hcmQtc2FsdA$XcsGGuZvAJz9iWBi9Qm6dFJFQ8ciymYFfm7lO7PmaOQ'

// Hashing takes whole cores. As long as nobody else is waiting for a page it may have all of them; else
// one stays free, so that a storm of sign-ins slows sign-ins down and not the portal.
const CORES = availableParallelism()
const gate = { busy: 0, waiting: [] as (() => void)[] }
/** Written by bin/serve.mjs: pages under way that are no sign-ins. */
const load = () => (globalThis as { switchboardLoad?: { others: number } }).switchboardLoad?.others ?? 0
const capacity = () => (load() > 0 ? Math.max(1, CORES - 1) : CORES)

async function throughGate<T>(work: () => Promise<T>): Promise<T> {
  while (gate.busy >= capacity()) await new Promise<void>((go) => gate.waiting.push(go))
  gate.busy += 1
  try {
    return await work()
  } finally {
    gate.busy -= 1
    // As many as there is room for look again; the gate may be wider by now.
    for (const go of gate.waiting.splice(0, capacity() - gate.busy)) go()
  }
}

/** One password, however it was typed: Unicode NFKC (NIST SP 800-63B-4, 3.1.1.2). */
const normalise = (password: string) => password.normalize('NFKC')

/** Hashes a password; the result is in PHC format. */
export const hashPassword = (password: string): Promise<string> =>
  throughGate(() => hash(normalise(password), PARAMETERS))

/** Compares in the same time whether there is a hash or not. */
export const passwordMatches = (stored: string | null, password: string): Promise<boolean> =>
  throughGate(() => verify(stored ?? DUMMY, normalise(password)).then((same) => same && stored !== null))

/** Whether a stored hash was made with weaker parameters than today's. */
export const needsRehash = (stored: string): boolean => !stored.startsWith(CURRENT)
