import { whoMaySql } from '@/lib/grants/people/who-may'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import { actorCan } from '@/lib/rights/actor'
import { withNeeds } from '@/lib/rights/reach'
import { loadRecipient, loadRecipients, type Recipient } from './recipient'

/** So many people are notified of the money of one account, by name. */
const MOST_PAYERS = 20

/** Whom money concerns, and of which of its accounts. */
export type Payer = { to: Recipient; accounts: string[] }

type About = {
  companyId: string
  accounts: readonly string[]
  /** Who has asked for it; null: nobody here. */
  by: string | null
}

/**
 * Who is notified of money of billing accounts: whoever asked for it, where they may still pay for the account; else
 * everybody who may now; else the main administrators. Nobody who is suspended; each person once.
 */
export async function loadPayers({ companyId, accounts, by }: About, context: Context): Promise<Payer[]> {
  const concerned = new Map<string, string[]>()
  for (const account of accounts)
    for (const id of await payersOf(account, { companyId, by }, context))
      concerned.set(id, [...(concerned.get(id) ?? []), account])
  return Promise.all(
    [...concerned].map(async ([id, accounts]) => ({ to: await loadRecipient(context, id), accounts })),
  )
}

async function payersOf(
  accountId: string,
  { companyId, by }: Pick<About, 'companyId' | 'by'>,
  context: Context,
): Promise<string[]> {
  const mayPay = async (id: string) => {
    const actor = await userActor(id, context)
    return actor !== null && actorCan(actor, 'bill:pay', { companyId, accountId })
  }
  if (by && (await mayPay(by))) return [by]
  const asked = { subject: { companyId }, now: context.clock() }
  const place = { target: { companyId, accountId } }
  const found = await context.sql.$queryRaw<{ id: string }[]>(
    whoMaySql(asked, [...withNeeds('bill:pay')], place, MOST_PAYERS),
  )
  const payers: string[] = []
  for (const { id } of found) if (await mayPay(id)) payers.push(id)
  if (payers.length > 0) return payers
  return (await loadRecipients(context, companyId, { administrator: { isNot: null } })).map(({ id }) => id)
}
