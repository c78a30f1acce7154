import { auditActor, recordAudit } from '@/lib/audit/record'
import { proveAgain } from '@/lib/identity/prove-again'
import type { Raw } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import type { LimitNumbersInput } from './schema'

/**
 * Sets the most that numbers of the company may do when they sign in (S2-14): all of them, or one. It is
 * effective on their next request. Needs a fresh proof. @throws NotFound for a number of another company.
 */
export async function limitNumbers(
  actor: Actor,
  input: LimitNumbersInput,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'number_ceiling:edit')
  const proven = await proveAgain(actor, input.proof, world)
  if (!proven.ok) return proven

  const { companyId } = actor.subject
  const subscriptionId = input.subscriptionId ?? null
  const functions: string[] = input.functions
  return transaction(world, async (tx) => {
    const name = subscriptionId ? await holdNumber(tx, companyId, subscriptionId) : actor.company.slug
    await tx.$executeRaw`SELECT 1 FROM company WHERE id = ${companyId}::uuid FOR UPDATE`
    const old = await tx.numberCeiling.findFirst({ where: { companyId, subscriptionId } })
    const before = old?.functions ?? NUMBER_FUNCTIONS
    if (before.length === functions.length && functions.every((fn) => before.includes(fn))) return ok(null)
    const data = { id: newId(), companyId, subscriptionId, functions }
    if (old)
      await tx.numberCeiling.update({ where: { id: old.id }, data: { functions }, select: { id: true } })
    else await tx.numberCeiling.create({ data, select: { id: true } })
    await recordAudit(tx, {
      companyId,
      at: world.clock(),
      actor: auditActor(actor),
      action: 'grants.numbers_limited',
      object: { kind: subscriptionId ? 'number' : 'company', id: subscriptionId ?? companyId, name },
      before: { functions: [...before] },
      after: { functions },
    })
    return ok(null)
  })
}

async function holdNumber(tx: Raw, companyId: string, id: string): Promise<string> {
  const [line] = await tx.$queryRaw<{ msisdn: string }[]>`
    SELECT msisdn FROM subscription WHERE id = ${id}::uuid AND company_id = ${companyId}::uuid FOR UPDATE`
  if (!line) throw new NotFound(`subscription ${id}`)
  return nationalNumber(line.msisdn)
}
