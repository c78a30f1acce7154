import { Prisma, type Raw } from '@/lib/infra/db'
import type { NewPlace } from './placed-lines'

/**
 * Makes billing accounts known that a delivery names: of a staged table whose rows have `company_id` and `account`. They are
 * called by their number until the billing system says more. Resolves with those that are new.
 */
export const nameAccounts = (tx: Raw, staged: 'delivered' | 'staged_bill'): Promise<NewPlace[]> =>
  tx.$queryRaw<NewPlace[]>`
    INSERT INTO billing_account (id, company_id, number, name)
    SELECT gen_random_uuid(), company_id, account, account FROM ${Prisma.raw(staged)} WHERE account IS NOT NULL
    GROUP BY company_id, account ON CONFLICT DO NOTHING RETURNING company_id AS "companyId", name`
