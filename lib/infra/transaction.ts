import type { Refused, Result } from '@/lib/kernel/result'
import type { Context } from './context'
import type { OpenTransaction, Raw, Tx } from './db'

/** Carries a refusal out of a transaction, so that everything written before it rolls back. */
class RolledBack extends Error {
  constructor(readonly result: Refused) {
    super('rolled back by a refusal')
  }
}

/** What comes last in transactions under way, by what is written through. */
const under = new WeakMap<object, OpenTransaction['last'] | 'over'>()

/**
 * One transaction: the change, the audit row, the message. A refusal rolls all of it back and is returned; what is thrown
 * rolls back and goes on.
 *
 * `bound` is the context inside it: a use case that gets it joins this transaction instead of opening its own, through Prisma
 * and through the driver alike, to any depth. All commit together, when the outermost ends well, or none does. A part that
 * was refused, or threw, is never left out: the outermost returns that refusal, or throws that error, even if it was not
 * passed on; so whoever can do without a part asks first whether it would be refused, under a lock. A bound context has one
 * moment, which is when it is first asked for: whoever waits for a turn asks afterwards. It serves one use case after the
 * other. Guesses that are counted, hashing, and all else that is slow or has to outlive a refusal come before.
 */
export const transaction = <T>(
  context: Context,
  work: (tx: Tx, bound: Context) => Promise<Result<T>>,
): Promise<Result<T>> =>
  context.open
    ? joined(context.open, ({ tx }) => work(tx, context))
    : returningRefusals(() =>
        context.begin((tx, sql) => outermost({ tx, sql, failed: null, last: [] }, context, work)),
      )

/**
 * The same for statements by hand, straight through the driver: for what every sign-in does. It joins a transaction, and
 * is never joined.
 */
export const sqlTransaction = <T>(
  context: Context,
  work: (tx: Raw) => Promise<Result<T>>,
): Promise<Result<T>> =>
  context.open
    ? joined(context.open, ({ sql }) => work(sql))
    : returningRefusals(() => context.sql.transaction(async (tx) => unlessRefused(await work(tx))))

/**
 * Does something after everything else in a transaction, right before it commits: what takes a lock that all others wait
 * for. At once, where the transaction is nobody's to join. @throws Error when it has ended already: it would never be done.
 */
export async function atTheEnd(tx: Raw, work: () => Promise<unknown>): Promise<void> {
  const last = under.get(tx)
  if (last === 'over') throw new Error('the transaction is over: nothing comes last in it any more')
  if (last) last.push(work)
  else await work()
}

async function outermost<T>(
  open: OpenTransaction,
  context: Context,
  work: (tx: Tx, bound: Context) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { tx, sql, last } = open
  under.set(tx, last).set(sql, last)
  let now: Date | undefined
  const clock = () => {
    now ??= context.clock()
    return now
  }
  try {
    const result = unlessRefused(await work(tx, { ...context, db: tx, sql: within(open), open, clock }))
    throwFailed(open)
    for (const each of last) await each()
    // A part that nobody waited for may have failed meanwhile.
    throwFailed(open)
    return result
  } finally {
    under.set(tx, 'over').set(sql, 'over')
  }
}

function throwFailed({ failed }: OpenTransaction): void {
  if (failed) throw failed.by
}

/** The driver of a bound context: a transaction that is begun with it is a part like any other. */
const within = (open: OpenTransaction): Context['sql'] => ({
  ...open.sql,
  transaction: (work) => remembering(open, () => work(open.sql)),
})

/** A part of a transaction. */
async function joined<T>(
  open: OpenTransaction,
  work: (open: OpenTransaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await remembering(open, () => work(open))
  if (!result.ok) open.failed ??= { by: new RolledBack(result) }
  return result
}

/** An error in a part is remembered, whatever becomes of it on its way up. */
async function remembering<T>(open: OpenTransaction, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    open.failed ??= { by: error }
    throw error
  }
}

function unlessRefused<T>(result: Result<T>): Result<T> {
  if (!result.ok) throw new RolledBack(result)
  return result
}

async function returningRefusals<T>(begin: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await begin()
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    throw error
  }
}
