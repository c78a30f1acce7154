import { ACCOUNT_FILE } from './account-file'
import { BUCKET_FILE } from './bucket-file'
import { LINE_FILE } from './line-file'
import { SIM_FILE } from './sim-file'

/** Kinds of files that this room takes, each after those that it needs: accounts and lines, to which all else belongs. */
export const INVENTORY_FILES = [ACCOUNT_FILE, LINE_FILE, SIM_FILE] as const

/** What is left of allowances, which comes after the usage that it counts. */
export const ALLOWANCE_FILES = [BUCKET_FILE] as const
