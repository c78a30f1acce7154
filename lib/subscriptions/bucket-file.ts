import type { FileKind } from '@/lib/infra/import-file'
import type { RefusalCode } from '@/lib/words/refuse'
import { companiesBySlug, identReader, rowProblem } from './read-lines'
import { deliveredBucketInput } from './schema'
import { bucketOfBalance } from './tmf'
import type { BucketKind } from './view'

type ReadyBucket = {
  companyId: string
  ident: string
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
    let written = 0
    return {
      read(record, row) {
        const read = deliveredBucketInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, line, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        return { ready: { ...rest, companyId, ident: identOf(line) } }
      },
      async stage(rows) {
        const of = <Key extends keyof ReadyBucket>(key: Key) => rows.map(({ ready }) => ready[key])
        const found = await tx.$queryRaw<{ row: number | null }[]>`
          WITH given AS (
            SELECT g.*, s.id FROM unnest(${rows.map(({ row }) => row)}::int[], ${of('companyId')}::uuid[],
              ${of('ident')}::text[], ${of('kind')}::bucket_kind[], ${of('name')}::text[], ${of('total')}::bigint[],
              ${of('used')}::bigint[], ${of('validTo')}::timestamptz[])
              AS g (row, company_id, ident, kind, name, total, used, valid_to)
            LEFT JOIN subscription s
              ON s.company_id = g.company_id AND s.ident = g.ident AND s.status <> 'terminated'),
          written AS (
            INSERT INTO bucket (subscription_id, kind, name, total, used, valid_to)
            SELECT DISTINCT ON (id, kind, name) id, kind, name, total, used, valid_to FROM given
            WHERE id IS NOT NULL ORDER BY id, kind, name, row DESC
            ON CONFLICT (subscription_id, kind, name)
              DO UPDATE SET total = excluded.total, used = excluded.used, valid_to = excluded.valid_to)
          SELECT row FROM given WHERE id IS NULL`
        written += rows.length
        const code: RefusalCode = 'subscriptions.no_line'
        return found.map(({ row }) => ({ row: row!, code, field: 'line' }))
      },
      take: async () => ({ counts: { written }, problems: [] }),
    }
  },
}
