import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import { type ApiKey, holdKey, mayDeliver, requireKey } from '@/lib/identity/keys/api-keys'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import type { Source } from '@/lib/infra/records'
import type { FileKind, Opened } from '@/lib/intake/file-kind'
import { type Imported, importFile, type TakenFile } from '@/lib/intake/import-file'
import type { OnProgress } from '@/lib/intake/reading'
import { NotFound } from '@/lib/kernel/violation'

/** Who delivers: a system of the operator's by its key, or (null) somebody on the operator's own machine. */
export type Sender = { key: ApiKey | null; address?: string | null; requestId?: string | null }

type Options = {
  dry?: boolean
  setAside?: number
  longestWait?: number
  onProgress?: OnProgress
  /** Last in the transaction of a file that is imported. */
  onTaken?: (tx: Raw, imported: Imported) => Promise<void>
}
type Ready = { companyId: string }

/**
 * Imports a delivered file, as far as its sender may deliver it, and records that it did: once for the portal, and
 * once for each company that it concerns. @throws NotFound for a kind that the key is not good for, which its door asks
 * before; UnreadableFile when the file is none of its kind; KeyEnded when the key ends before all is taken; Busy.
 */
export async function deliverFile(
  source: Source,
  kind: FileKind<never>,
  sender: Sender,
  context: Context,
  { onTaken, ...options }: Options = {},
): Promise<Imported> {
  const { key } = sender
  if (key && !mayDeliver(key, kind.name)) throw new NotFound(`${key.system} may not deliver ${kind.name}`)
  const scoped: FileKind<Ready> = key?.companies ? within(kind as never, key.companies) : (kind as never)
  const keyed = key ? whileHolds(scoped, key) : scoped
  const taken = async (tx: Raw, file: TakenFile, imported: Imported) => {
    if (key) await holdKey(tx, key, context.clock())
    await writeDown(tx, source, kind, sender, file, context)
    await onTaken?.(tx, imported)
  }
  return importFile(source, keyed as FileKind<never>, context, { ...options, taken })
}

/** The same kind of file, read no further once its key has ended. */
function whileHolds(kind: FileKind<Ready>, key: ApiKey): FileKind<Ready> {
  async function open(tx: Raw, context: Context, only: readonly string[] | null): Promise<Opened<Ready>> {
    const opened = await kind.open(tx, context, only)
    return {
      ...opened,
      async stage(rows) {
        await requireKey(tx, key, context.clock())
        return opened.stage(rows)
      },
      async take() {
        await requireKey(tx, key, context.clock())
        return opened.take()
      },
    }
  }
  return { ...kind, open }
}

/** The same kind of file with rows for these companies only; nor does it take from any other what is theirs. */
function within(kind: FileKind<Ready>, slugs: readonly string[]): FileKind<Ready> {
  const allowed = new Set(slugs)
  async function open(tx: Raw, context: Context): Promise<Opened<Ready>> {
    const companies = await context.db.company.findMany({
      where: { slug: { in: [...allowed] } },
      select: { id: true },
    })
    const only = companies.map(({ id }) => id)
    const opened = await kind.open(tx, context, only)
    return {
      ...opened,
      read(record, row, named) {
        const { company } = record
        return company === undefined || allowed.has(company)
          ? opened.read(record, row, named)
          : { problem: { row, code: 'subscriptions.company_beyond_key', field: 'company' } }
      },
      // What others' rows say mends nothing of theirs, and takes nothing along.
      unitOf({ company = '', ...record }) {
        const unit = allowed.has(company) ? opened.unitOf({ company, ...record }) : null
        // A line's number tells no company: what this key says of it is about its own rows alone.
        return unit === null || unit.startsWith(`${company} `) ? unit : `${company} ${unit}`
      },
    }
  }
  return { ...kind, open }
}

/** Companies first, in one order, and the operator last: whoever writes into several chains waits in the same order. */
async function writeDown(
  tx: Raw,
  source: Source,
  kind: FileKind<never>,
  { key, address = null, requestId = null }: Sender,
  { rows, counts, setAside, mended, companies, hash }: TakenFile,
  context: Context,
): Promise<void> {
  const at = context.clock()
  if (!kind.ownFacts)
    for (const [companyId, count] of [...companies].sort(([a], [b]) => (a < b ? -1 : 1)))
      await recordAudit(tx, {
        companyId,
        at,
        actor: { kind: 'system', id: null, name: 'delivery', address: null, requestId: null },
        action: 'billing.file_delivered',
        object: { kind: 'file', id: null, name: kind.name },
        after: { rows: count },
      })
  await recordAudit(tx, {
    companyId: await operatorId(tx),
    at,
    actor: {
      kind: 'system',
      id: key?.id ?? null,
      name: key ? `API key ${key.system}` : 'import',
      address,
      requestId,
    },
    action: 'billing.file_taken',
    object: { kind: 'file', id: null, name: source.name.slice(0, 200) },
    after: {
      file: kind.name,
      rows,
      ...counts,
      ...(setAside && { setAside }),
      ...(mended && { mended }),
      companies: companies.size,
      sha256: hash.toString('hex'),
    },
  })
}
