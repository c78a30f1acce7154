import { BILL_FILE } from '@/lib/billing/bill-file'
import { PAYMENT_FILE } from '@/lib/billing/payment-file'
import { USAGE_FILE } from '@/lib/billing/usage-file'
import type { FileKind } from '@/lib/intake/file-kind'
import { ACCOUNT_FILE } from '@/lib/subscriptions/account-file'
import { BUCKET_FILE } from '@/lib/subscriptions/bucket-file'
import { LINE_FILE } from '@/lib/subscriptions/line-file'
import { SIM_FILE } from '@/lib/subscriptions/sim-file'

/** Every kind of file that can be delivered, in the order in which each needs those before it. */
const FILE_KINDS = [
  ACCOUNT_FILE,
  LINE_FILE,
  SIM_FILE,
  BILL_FILE,
  PAYMENT_FILE,
  USAGE_FILE,
  BUCKET_FILE,
] as unknown as FileKind<never>[]

/** Their names: what a key can be good for. */
export const FILE_KIND_NAMES: readonly string[] = FILE_KINDS.map(({ name }) => name)

/** The kind of a file by its name: `usage.csv`, `usage-2026-11.json.gz`, `usage.zip`; null for what is none. */
export function fileKindOf(name: string): FileKind<never> | null {
  const [, stem] = /^([a-z]+)(?:-[\w-]+)?\.(?:(?:csv|json)(?:\.gz|\.zip)?|gz|zip)$/.exec(name) ?? []
  return FILE_KINDS.find((kind) => kind.name === stem) ?? null
}

/** `lines-9` before `lines-10`. */
const { compare } = new Intl.Collator('en', { numeric: true })

/** Names of files that are of a kind, in the order in which they are taken over. */
export const kindsInOrder = (names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, order: FILE_KINDS.indexOf(fileKindOf(name)!) }))
    .filter(({ order }) => order >= 0)
    .sort((a, b) => a.order - b.order || compare(a.name, b.name))
    .map(({ name }) => name)

/** Names of files that are of no kind, as people see them: not what programs keep beside them, hidden or as their locks. */
export const strangeFiles = (names: readonly string[]): string[] =>
  names.filter((name) => !fileKindOf(name) && !/^(\.|~\$)/.test(name)).sort(compare)
