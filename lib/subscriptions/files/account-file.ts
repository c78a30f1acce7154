import type { z } from 'zod'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { FileKind, RowProblem } from '@/lib/intake/file-kind'
import { deliveredAccountInput } from './delivery-schema'
import { bitOf, unnamed } from './named'
import { companiesBySlug, rowProblem, unitOf } from './read-lines'
import { accountOf } from './tmf-account'

type ReadyAccount = Omit<z.output<typeof deliveredAccountInput>, 'company'> & {
  companyId: string
  /** What it says nothing about (COLUMNS). */
  unnamed: number
}

const COLUMNS = ['name', 'debtor', 'taxNumber', 'street', 'city', 'postcode', 'country'] as const

/** `accounts.csv`, or TMF666 billing accounts: who is billed, and where. */
export const ACCOUNT_FILE: FileKind<ReadyAccount> = {
  name: 'accounts',
  columns: {
    known: ['company', 'number', 'name', 'debtor', 'taxNumber', 'street', 'city', 'postcode', 'country'],
    needed: ['company', 'number'],
  },
  facts: false,
  staged: 'staged_account',
  together: true,
  json: () => ({ rows: accountOf }),
  async open(tx, context) {
    const companies = await companiesBySlug(context)
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_account (
        row int, unit text, company_id uuid, number text, name text, debtor text, tax_number text, street text, city text,
        postcode text, country text, unnamed int) ON COMMIT DROP`
    return {
      read(record, row, named) {
        const read = deliveredAccountInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        return { ready: { ...rest, companyId, unnamed: unnamed(COLUMNS, named) } }
      },
      unitOf: ({ company, number }) => unitOf(company, number),
      async stage(rows) {
        const of = <Key extends keyof ReadyAccount>(key: Key) => rows.map(({ ready }) => ready[key])
        await tx.$executeRaw`
          INSERT INTO staged_account SELECT * FROM unnest(${rows.map(({ row }) => row)}::int[],
            ${rows.map(({ unit }) => unit)}::text[], ${of('companyId')}::uuid[], ${of('number')}::text[],
            ${of('name')}::text[], ${of('debtor')}::text[], ${of('taxNumber')}::text[], ${of('street')}::text[],
            ${of('city')}::text[], ${of('postcode')}::text[], ${of('country')}::text[], ${of('unnamed')}::int[])`
        return []
      },
      async take() {
        const problems = await differing(tx)
        return { counts: { written: problems.length > 0 ? 0 : await take(tx) }, problems }
      },
    }
  },
}

/** What is known where a row does not name it, else what it says. */
const now = (column: (typeof COLUMNS)[number], sql: string) =>
  Prisma.sql`CASE WHEN s.unnamed & ${bitOf(COLUMNS, column)} > 0 THEN ${Prisma.raw(`k.${sql}`)} ELSE ${Prisma.raw(`s.${sql}`)} END`

/** Accounts that are there twice and said otherwise: nobody knows which row is right. At most 100,000. */
async function differing(tx: Raw): Promise<RowProblem[]> {
  const rows = await tx.$queryRaw<{ row: number }[]>`
    SELECT row FROM (
      SELECT row, (name, debtor, tax_number, street, city, postcode, country, unnamed) IS DISTINCT FROM (
        first_value(name) OVER same, first_value(debtor) OVER same, first_value(tax_number) OVER same,
        first_value(street) OVER same, first_value(city) OVER same, first_value(postcode) OVER same,
        first_value(country) OVER same, first_value(unnamed) OVER same) AS differs
      FROM staged_account WINDOW same AS (PARTITION BY company_id, number ORDER BY row)) said
    WHERE differs ORDER BY row LIMIT 100000`
  return rows.map(({ row }) => ({ row, code: 'subscriptions.account_twice', field: 'number' }))
}

const take = (tx: Raw): Promise<number> => tx.$executeRaw`
  INSERT INTO billing_account AS a
    (id, company_id, number, name, debtor, tax_number, street, city, postcode, country)
  SELECT DISTINCT ON (s.company_id, s.number) gen_random_uuid(), s.company_id, s.number, coalesce(${now('name', 'name')}, s.number),
    ${now('debtor', 'debtor')}, ${now('taxNumber', 'tax_number')}, ${now('street', 'street')}, ${now('city', 'city')},
    ${now('postcode', 'postcode')}, ${now('country', 'country')}
  FROM staged_account s LEFT JOIN billing_account k ON k.company_id = s.company_id AND k.number = s.number
  ORDER BY s.company_id, s.number
  ON CONFLICT (company_id, number) DO UPDATE SET name = excluded.name, debtor = excluded.debtor,
    tax_number = excluded.tax_number, street = excluded.street, city = excluded.city,
    postcode = excluded.postcode, country = excluded.country`
