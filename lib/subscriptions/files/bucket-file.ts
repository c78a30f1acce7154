import type { Raw } from '@/lib/infra/db'
import type { FileKind, Row, RowProblem } from '@/lib/intake/file-kind'
import { isNear } from '@/lib/kernel/day'
import type { RefusalCode } from '@/lib/words/refuse'
import type { BucketKind } from '../view'
import { deliveredBucketInput } from './delivery-schema'
import { ambiguous, lostCode } from './held-at'
import { companiesBySlug, identReader, rowProblem, unitOf } from './read-lines'
import { bucketOfBalance } from './tmf'

/** Balances are of today; some last for years. */
const WINDOW = { past: 10, ahead: 20 * 366 }

type ReadyBucket = {
  companyId: string
  ident: string
  /** As it was written. */
  given: string
  kind: BucketKind
  name: string
  total: bigint | null
  used: bigint
  validTo: Date | null
  /** It cannot be used (any more): its line has none of that name. */
  ended: boolean
}

/** `buckets.csv`, or TMF654 buckets: allowances and balances of lines as the operator's systems count them. */
export const BUCKET_FILE: FileKind<ReadyBucket> = {
  name: 'buckets',
  columns: {
    known: ['company', 'line', 'kind', 'name', 'total', 'used', 'validTo', 'status'],
    needed: ['company', 'line', 'kind', 'name', 'used'],
  },
  facts: false,
  staged: 'staged_bucket',
  together: true,
  json: ({ currency }) => ({ rows: (element) => bucketOfBalance(element, currency) }),
  async open(tx, context) {
    const companies = await companiesBySlug(context)
    const identOf = identReader(context)
    const now = context.clock()
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_bucket (
        row int, unit text, company_id uuid, subscription_id uuid, kind bucket_kind, name text, total bigint, used bigint,
        valid_to timestamptz(3), ended boolean) ON COMMIT DROP`
    return {
      read(record, row) {
        const read = deliveredBucketInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, line, status, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        if (rest.validTo && !isNear(rest.validTo, now, WINDOW))
          return { problem: { row, code: 'subscriptions.moment_far', field: 'validTo' } }
        const ended = status !== 'active' || (rest.validTo !== null && rest.validTo <= now)
        return { ready: { ...rest, ended, companyId, ident: identOf(line), given: line } }
      },
      unitOf: ({ company, line }) => unitOf(company, line && identOf(line.trim())),
      stage: (rows) => stage(tx, rows),
      take: () => take(tx),
    }
  },
}

async function stage(tx: Raw, rows: Row<ReadyBucket>[]): Promise<RowProblem[]> {
  const of = <Key extends keyof ReadyBucket>(key: Key) => rows.map(({ ready }) => ready[key])
  const lost = await tx.$queryRaw<{ row: number; code: RefusalCode }[]>`
    WITH given AS (
      SELECT g.*, s.id, s.ambiguous FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ unit }) => unit)}::text[],
        ${of('companyId')}::uuid[], ${of('ident')}::text[], ${of('given')}::text[], ${of('kind')}::bucket_kind[],
        ${of('name')}::text[], ${of('total')}::bigint[], ${of('used')}::bigint[], ${of('validTo')}::timestamptz[],
        ${of('ended')}::boolean[])
        AS g (row, unit, company_id, ident, given, kind, name, total, used, valid_to, ended)
      LEFT JOIN LATERAL (
        SELECT o.id, ${ambiguous} AS ambiguous FROM subscription o
        WHERE o.company_id = g.company_id AND o.ident = ANY(ARRAY[g.given, g.ident]) AND o.status <> 'terminated'
        LIMIT 1) s ON true),
    staged AS (
      INSERT INTO staged_bucket
      SELECT row, unit, company_id, id, kind, name, total, used, valid_to, ended FROM given)
    SELECT row, ${lostCode} AS code FROM given g WHERE id IS NULL OR ambiguous`
  return lost.map(({ row, code }) => ({ row, code, field: 'line' }))
}

/**
 * What a line has is what is staged of it and has not ended: an option that has ended takes its allowance with it. Of two that
 * are called the same nobody knows which one is left: the second is refused, unless it says the same. Resolves with how many
 * are kept.
 */
async function take(tx: Raw): Promise<{ counts: { written: number }; problems: RowProblem[] }> {
  const written = await tx.$executeRaw`
    INSERT INTO bucket (company_id, subscription_id, kind, name, total, used, valid_to)
    SELECT DISTINCT ON (subscription_id, kind, name) company_id, subscription_id, kind, name, total, used, valid_to
    FROM staged_bucket WHERE NOT ended ORDER BY subscription_id, kind, name, row
    ON CONFLICT (subscription_id, kind, name)
      DO UPDATE SET total = excluded.total, used = excluded.used, valid_to = excluded.valid_to`
  const twice = await tx.$queryRaw<{ row: number }[]>`
    SELECT t.row FROM staged_bucket t JOIN bucket b USING (subscription_id, kind, name)
    WHERE NOT t.ended AND (b.total, b.used, b.valid_to) IS DISTINCT FROM (t.total, t.used, t.valid_to)
    ORDER BY 1 LIMIT 100000`
  if (twice.length > 0)
    return {
      counts: { written: 0 },
      problems: twice.map(({ row }) => ({ row, code: 'subscriptions.allowance_twice', field: 'name' })),
    }
  await tx.$executeRaw`
    DELETE FROM bucket b WHERE b.subscription_id IN (SELECT subscription_id FROM staged_bucket)
      AND NOT EXISTS (SELECT 1 FROM staged_bucket t WHERE t.subscription_id = b.subscription_id AND t.kind = b.kind
        AND t.name = b.name AND NOT t.ended)`
  return { counts: { written }, problems: [] }
}
