import { createHash } from 'node:crypto'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import { billsInReach } from '../reach'

/** A bill that can be paid, and by which payment somebody is paying it. Amounts in minor units. */
export type PayableBill = {
  id: string
  number: string
  open: number
  currency: string
  reservedBy: string | null
}

/** The bills that the actor may pay, or the one of them: open, not disputed. */
export const payable = (actor: Actor, bill: string | null | undefined): Prisma.Sql =>
  Prisma.sql`${billsInReach(actor, 'bill:pay')} AND b.open > 0 AND NOT b.held
    ${bill ? Prisma.sql`AND b.id = ${bill}::uuid` : Prisma.empty}`

/** All of them with who is paying them at the moment, in the order in which everybody locks bills. */
export const payableBills = (
  db: Raw,
  actor: Actor,
  bill: string | null | undefined,
  now: Date,
): Promise<PayableBill[]> =>
  db.$queryRaw<PayableBill[]>`
    SELECT b.id, b.number, b.open::float8 AS open, b.currency, r.payment_id AS "reservedBy" FROM bill b
    LEFT JOIN bill_reservation r ON r.company_id = b.company_id AND r.bill_id = b.id AND r.expires_at > ${now}
    WHERE ${payable(actor, bill)} ORDER BY b.id`

export const isFree = ({ reservedBy }: PayableBill): boolean => reservedBy === null
export const sumOf = (bills: readonly { open: number }[]): number =>
  bills.reduce((sum, { open }) => sum + open, 0)

/** Stands for what a page showed: another bill or another amount is another one. */
export const fingerprint = (bills: readonly Pick<PayableBill, 'id' | 'open'>[]): string =>
  createHash('sha256')
    .update(bills.map(({ id, open }) => `${id} ${open}`).join('\n'))
    .digest('base64url')
    .slice(0, 22)
