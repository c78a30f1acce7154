import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** argon2id m=19 MiB t=2 p=1 (OWASP Password Storage Cheat Sheet). */
const ARGON2ID = 2 // the package's enum exists for its compiler only
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$'

/** Hash of nothing that anybody knows: compared when there is no account, so that time tells nothing. */
const DUMMY =
  '$argon2id$v=19$m=19456,t=2,p=1$c3dpdGNoYm9hcmQtc2FsdA$XcsGGuZvAJz9iWBi9Qm6dFJFQ8ciymYFfm7lO7PmaOQ'

// Hashing takes whole cores. A gate keeps one of them for everybody else, so that a storm of sign-ins
// slows sign-ins down and not the portal.
const gate = { open: Math.max(1, availableParallelism()), waiting: [] as (() => void)[] }

async function throughGate<T>(work: () => Promise<T>): Promise<T> {
  if (gate.open === 0) await new Promise<void>((go) => gate.waiting.push(go))
  else gate.open -= 1
  try {
    return await work()
  } finally {
    const next = gate.waiting.shift()
    if (next) next()
    else gate.open += 1
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
