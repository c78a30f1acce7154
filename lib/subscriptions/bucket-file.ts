import type { FileKind } from '@/lib/infra/import-file'
import { isNear } from '@/lib/kernel/day'
import type { RefusalCode } from '@/lib/words/refuse'
import { companiesBySlug, identReader, rowProblem } from './read-lines'
import { deliveredBucketInput } from './schema'
import { bucketOfBalance } from './tmf'
import type { BucketKind } from './view'

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
}

/** `buckets.csv`, or TMF654 buckets: allowances and balances of lines as the operator's systems count them. */
export const BUCKET_FILE: FileKind<ReadyBucket> = {
  name: 'buckets',
  columns: {
    known: ['company', 'line', 'kind', 'name', 'total', 'used', 'validTo'],
    needed: ['company', 'line', 'kind', 'name', 'used'],
  },
  facts: false,
  json: () => ({ rows: bucketOfBalance }),
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    const identOf = identReader(world)
    const now = world.clock()
    let written = 0
    await tx.$executeRaw`
      CREATE TEMP TABLE told_bucket (subscription_id uuid, kind bucket_kind, name text) ON COMMIT DROP`
    return {
      read(record, row) {
        const read = deliveredBucketInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, line, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        if (rest.validTo && !isNear(rest.validTo, now, WINDOW))
          return { problem: { row, code: 'subscriptions.moment_far', field: 'validTo' } }
        return { ready: { ...rest, companyId, ident: identOf(line), given: line } }
      },
      async stage(rows) {
        const of = <Key extends keyof ReadyBucket>(key: Key) => rows.map(({ ready }) => ready[key])
        const found = await tx.$queryRaw<{ row: number | null }[]>`
          WITH given AS (
            SELECT g.*, s.id FROM unnest(${rows.map(({ row }) => row)}::int[], ${of('companyId')}::uuid[],
              ${of('ident')}::text[], ${of('given')}::text[], ${of('kind')}::bucket_kind[], ${of('name')}::text[], ${of('total')}::bigint[],
              ${of('used')}::bigint[], ${of('validTo')}::timestamptz[])
              AS g (row, company_id, ident, given, kind, name, total, used, valid_to)
            LEFT JOIN LATERAL (
              SELECT id FROM subscription WHERE company_id = g.company_id AND ident = ANY(ARRAY[g.given, g.ident])
                AND status <> 'terminated' ORDER BY ident = g.given DESC LIMIT 1) s ON true),
          written AS (
            INSERT INTO bucket (subscription_id, kind, name, total, used, valid_to)
            SELECT DISTINCT ON (id, kind, name) id, kind, name, total, used, valid_to FROM given
            WHERE id IS NOT NULL ORDER BY id, kind, name, row DESC
            ON CONFLICT (subscription_id, kind, name)
              DO UPDATE SET total = excluded.total, used = excluded.used, valid_to = excluded.valid_to),
          told AS (INSERT INTO told_bucket SELECT id, kind, name FROM given WHERE id IS NOT NULL)
          SELECT row FROM given WHERE id IS NULL`
        written += rows.length
        const code: RefusalCode = 'subscriptions.no_line'
        return found.map(({ row }) => ({ row: row!, code, field: 'line' }))
      },
      async take() {
        // What a line has is what was told of it: an option that has ended takes its allowance with it.
        await tx.$executeRaw`
          DELETE FROM bucket b WHERE b.subscription_id IN (SELECT subscription_id FROM told_bucket)
            AND NOT EXISTS (SELECT 1 FROM told_bucket t WHERE t.subscription_id = b.subscription_id AND t.kind = b.kind
              AND t.name = b.name)`
        return { counts: { written }, problems: [] }
      },
    }
  },
}
