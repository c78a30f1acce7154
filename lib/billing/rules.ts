import { MINUTE } from '@/lib/kernel/clock'

/** For so long a payment that was begun keeps its bills to itself, ms. */
export const RESERVED_FOR = 30 * MINUTE

/**
 * Credit is shown always, and notified of from here on, in minor units: a transfer that can only be whole leaves less than
 * one unit over with each bill.
 */
export const NOTIFIED_FROM = 100
