import { BILL_FILE } from './bill-file'
import { PAYMENT_FILE } from './payment-file'
import { USAGE_FILE } from './usage-file'

/** Kinds of files that this room takes, each after those that it needs. */
export const BILLING_FILES = [BILL_FILE, PAYMENT_FILE, USAGE_FILE] as const
