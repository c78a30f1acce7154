import { isOutage, outageText } from '@/lib/infra/outage'
import { HOUR } from '@/lib/kernel/clock'
import { TriedAgain } from '@/lib/kernel/tried-again'
import type { Begun } from './attempt'

/**
 * An outage is over some time. What so many attempts broke off for, over so long, though the database could write down that
 * they did, is the delivery's own (a statement of it takes longer than one may): it is given up, and those after it go on.
 */
const OUTAGES = { attempts: 10, for: 3 * HOUR }

/** A process of a newer version received it: it waits for a worker of that one. */
export class UnknownKind extends TriedAgain {}

/** A fault of the portal by its name only: what it says may quote the file. */
const faultOf = (error: unknown): string =>
  `a fault of the portal (${error instanceof Error ? error.name : 'unknown'}), which the worker’s log tells of`

type Outage = { outages: number; outageSince: Date | null; problem: string | null; isOver: boolean }

/** What stands beside a delivery after an attempt that broke off, and whether it is given up. */
export function outageOf(
  error: unknown,
  { outages, outageSince, problem }: Pick<Begun, 'outages' | 'outageSince' | 'problem'>,
  { now, stopped }: { now: Date; stopped: boolean },
): Outage {
  if (stopped || error instanceof TriedAgain) return { outages, outageSince, problem, isOver: false }
  if (!isOutage(error)) return { outages, outageSince, problem: faultOf(error), isOver: false }
  const since = outageSince ?? now
  const isOver = outages + 1 >= OUTAGES.attempts && now.getTime() - since.getTime() >= OUTAGES.for
  return { outages: outages + 1, outageSince: since, problem: outageText(error), isOver }
}

/** What breaks an attempt off for a reason outside of the delivery, which has not failed: it is tried for as long as it takes. */
export const isOutside = (error: unknown): boolean => error instanceof TriedAgain || isOutage(error)
