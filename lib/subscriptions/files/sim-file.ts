import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Counts, FileKind, RowProblem } from '@/lib/intake/file-kind'
import { seal, unseal } from '@/lib/kernel/seal'
import { inSlices } from '@/lib/kernel/slices'
import type { RefusalCode } from '@/lib/words/refuse'
import { likeIccid } from '../lines/iccid'
import { deliveredSimInput } from './delivery-schema'
import { heldElsewhere } from './held-elsewhere'
import { companiesBySlug, rowProblem } from './read-lines'
import { simOfResource } from './tmf'

type ReadySim = {
  companyId: string
  iccid: string
  /** Undefined: nothing is said of it, and it stays what it was. */
  pin: string | null | undefined
  puk: string
}

/** What the PIN and PUK of a SIM are sealed for. */
export const simPlace = (iccid: string) => ({ purpose: 'sim', id: iccid })

/** `sims.csv`, or TMF639 resources: PIN and PUK of SIMs, sealed before they are written anywhere. */
export const SIM_FILE: FileKind<ReadySim> = {
  name: 'sims',
  columns: { known: ['company', 'iccid', 'pin', 'puk'], needed: ['company', 'iccid', 'puk'] },
  facts: false,
  staged: 'staged_sim',
  together: true,
  json: () => ({ rows: simOfResource }),
  async open(tx, context, only) {
    const companies = await companiesBySlug(context)
    const seen = new Set<string>()
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_sim (row int, unit text, iccid text, company_id uuid, sealed bytea, differ boolean) ON COMMIT DROP`
    return {
      read(record, row, named) {
        const read = deliveredSimInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, iccid, pin, puk } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        // Two rows may say two PUKs, and one of them is wrong: after ten wrong ones the card is dead.
        if (seen.has(iccid)) return { problem: { row, code: 'subscriptions.sim_twice', field: 'iccid' } }
        seen.add(iccid)
        return { ready: { companyId, iccid, pin: 'pin' in named ? pin : undefined, puk } }
      },
      // What is set aside is kept and listed, and a PUK never is.
      unitOf: ({ iccid }) => (iccid ? likeIccid(iccid) : null),
      async stage(rows) {
        const of = <Key extends keyof ReadySim>(key: Key) => rows.map(({ ready }) => ready[key])
        const known = await knownCodes(tx, of('iccid'))
        const codes: { sealed: Uint8Array<ArrayBuffer>; differ: boolean }[] = []
        // Sealing and opening take their time: a thousand of them at once would hold everybody else up.
        for await (const { ready } of inSlices(rows)) {
          const { companyId, iccid, pin, puk } = ready
          const before = known.get(iccid)
          const was = before && openCodes(context, iccid, before.sealed)
          const now = {
            pin: pin === undefined ? (before?.companyId === companyId ? was!.pin : null) : pin,
            puk,
          }
          const differ =
            before !== undefined &&
            (before.companyId !== companyId || was!.pin !== now.pin || was!.puk !== now.puk)
          const plain = Buffer.from(JSON.stringify(now))
          codes.push({ sealed: seal(context.keys, context.random, simPlace(iccid), plain), differ })
        }
        await tx.$executeRaw`
          INSERT INTO staged_sim SELECT * FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ unit }) => unit)}::text[], ${of('iccid')}::text[],
            ${of('companyId')}::uuid[], ${codes.map(({ sealed }) => sealed)}::bytea[], ${codes.map(({ differ }) => differ)}::boolean[])`
        return []
      },
      take: () => take(tx, context, only),
    }
  },
}

type Codes = { pin: string | null; puk: string }
type Known = { companyId: string; iccid: string; sealed: Buffer }

/** Codes of SIMs as they are, sealed, by their serials. */
async function knownCodes(tx: Raw, iccids: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const rows = await tx.$queryRaw<Known[]>`
    SELECT company_id AS "companyId", iccid, sealed FROM sim_secret WHERE iccid = ANY(${[...iccids]}::text[])`
  return new Map(rows.map((row) => [row.iccid, row]))
}

const openCodes = (context: Context, iccid: string, sealed: Buffer): Codes =>
  JSON.parse(unseal(context.keys, simPlace(iccid), sealed).toString())

/** Whoever delivers one of these SIMs meanwhile is seen. */
async function take(
  tx: Raw,
  context: Context,
  only: readonly string[] | null,
): Promise<{ counts: Counts; problems: RowProblem[] }> {
  const given = Prisma.sql`(SELECT row, NULL AS ident, iccid FROM staged_sim)`
  const problems = only ? await heldElsewhere(tx, given, only) : []
  if (problems.length > 0) return { counts: { written: 0 }, problems }
  const mine = only ? Prisma.sql`s.company_id = ANY(${[...only]}::uuid[])` : Prisma.sql`TRUE`
  const [{ written, lost }] = await tx.$queryRaw<[{ written: number; lost: number[] }]>`
    WITH written AS (
      INSERT INTO sim_secret AS s (iccid, company_id, sealed) SELECT iccid, company_id, sealed FROM staged_sim ORDER BY iccid
      ON CONFLICT (iccid) DO UPDATE SET company_id = excluded.company_id, sealed = excluded.sealed WHERE ${mine}
      RETURNING iccid)
    SELECT (SELECT count(*)::int FROM written) AS written,
      ARRAY(
        SELECT row FROM staged_sim g WHERE NOT EXISTS (SELECT 1 FROM written w WHERE w.iccid = g.iccid)
        ORDER BY row LIMIT 100000) AS lost`
  const code: RefusalCode = 'subscriptions.held_elsewhere'
  if (lost.length > 0)
    return { counts: { written: 0 }, problems: lost.map((row) => ({ row, code, field: 'iccid' })) }
  const changed = await writeDown(tx, context)
  return { counts: { written, ...(changed > 0 && { changed }) }, problems: [] }
}

/**
 * Codes of a SIM do not change while it lives: where others than the known ones came, or they came for another company, the
 * audit of the company says of how many. Resolves with how many they are.
 */
async function writeDown(tx: Raw, context: Context): Promise<number> {
  const companies = await tx.$queryRaw<{ id: string; changed: number }[]>`
    SELECT company_id AS id, count(*)::int AS changed FROM staged_sim WHERE differ GROUP BY 1 ORDER BY 1`
  for (const { id, changed } of companies)
    await recordAudit(tx, {
      companyId: id,
      at: context.clock(),
      actor: { kind: 'system', id: null, name: 'delivery', address: null, requestId: null },
      action: 'subscriptions.sim_codes_replaced',
      object: { kind: 'company', id, name: '' },
      after: { changed },
    })
  return companies.reduce((sum, { changed }) => sum + changed, 0)
}
