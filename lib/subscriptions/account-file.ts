import type { z } from 'zod'
import type { FileKind } from '@/lib/infra/import-file'
import { companiesBySlug, rowProblem } from './read-lines'
import { deliveredAccountInput } from './schema'
import { accountOf } from './tmf'

type ReadyAccount = Omit<z.output<typeof deliveredAccountInput>, 'company'> & { companyId: string }

/** `accounts.csv`, or TMF666 billing accounts: who is billed, and where. */
export const ACCOUNT_FILE: FileKind<ReadyAccount> = {
  name: 'accounts',
  columns: {
    known: ['company', 'number', 'name', 'debtor', 'taxNumber', 'street', 'city', 'postcode', 'country'],
    needed: ['company', 'number'],
  },
  facts: false,
  json: () => ({ rows: accountOf }),
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    let written = 0
    return {
      read(record, row) {
        const read = deliveredAccountInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, ...rest } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        return { ready: { ...rest, companyId } }
      },
      async stage(rows) {
        const accounts = [
          ...new Map(rows.map(({ ready }) => [`${ready.companyId} ${ready.number}`, ready])).values(),
        ]
        const of = <Key extends keyof ReadyAccount>(key: Key) => accounts.map((account) => account[key])
        written += await tx.$executeRaw`
          INSERT INTO billing_account AS a
            (id, company_id, number, name, debtor, tax_number, street, city, postcode, country)
          SELECT gen_random_uuid(), company_id, number, coalesce(name, number), debtor, tax_number, street, city,
            postcode, country
          FROM unnest(${of('companyId')}::uuid[], ${of('number')}::text[], ${of('name')}::text[],
            ${of('debtor')}::text[], ${of('taxNumber')}::text[], ${of('street')}::text[], ${of('city')}::text[],
            ${of('postcode')}::text[], ${of('country')}::text[])
            AS g (company_id, number, name, debtor, tax_number, street, city, postcode, country)
          ON CONFLICT (company_id, number) DO UPDATE SET name = excluded.name, debtor = excluded.debtor,
            tax_number = excluded.tax_number, street = excluded.street, city = excluded.city,
            postcode = excluded.postcode, country = excluded.country`
        return []
      },
      take: async () => ({ counts: { written }, problems: [] }),
    }
  },
}
