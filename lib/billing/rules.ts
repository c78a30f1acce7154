import { MINUTE } from '@/lib/kernel/clock'

/** For so long a payment that was begun keeps its bills to itself, ms. */
export const RESERVED_FOR = 30 * MINUTE
