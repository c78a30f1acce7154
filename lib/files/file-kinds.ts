import { BILLING_FILES } from '@/lib/billing/files/file-kinds'
import type { FileKind } from '@/lib/intake/file-kind'
import { ALLOWANCE_FILES, INVENTORY_FILES } from '@/lib/subscriptions/files/file-kinds'

/** Every kind of file that can be delivered, as rooms declare them, in the order in which each needs those before it. */
const FILE_KINDS = [
  ...INVENTORY_FILES,
  ...BILLING_FILES,
  ...ALLOWANCE_FILES,
] as readonly unknown[] as readonly FileKind<never>[]

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
