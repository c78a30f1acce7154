import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import type { FinalState, Receipt } from '@/lib/kernel/delivery-receipt'
import { newId } from '@/lib/kernel/id'

/** A receipt is looked for among what was sent in so long before it; one that fits nothing is kept as long, to be found. */
export const RECEIPT_KEPT = 7 * DAY
/** So many digits at the end of a number are the same in every spelling of it. */
const SAME_DIGITS = 7

/**
 * Stores what a message centre says became of a message. It is written down before its message is looked for, and a message
 * looks for receipts after it is written down: so they meet even where the receipt overtakes the answer, in another process.
 */
export async function keepReceipt(receipt: Receipt, context: Context): Promise<void> {
  const id = newId()
  const { keys, numbers, state, text } = receipt
  await context.sql.$executeRaw`
    INSERT INTO unmatched_receipt (id, at, same_keys, other_keys, numbers, state, text)
    VALUES (${id}::uuid, ${context.clock()}, ${keys.same}, ${keys.other}, ${numbers}, ${state}::delivery_state, ${text})`
  await settleReceipt(id, context)
}

/** Takes what came of a delivery before its message centre's answer was written down. */
export async function settleEarlyReceipts(deliveryId: string, context: Context): Promise<void> {
  const early = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM delivery_attempt a JOIN unmatched_receipt r ON (r.same_keys || r.other_keys) @> ARRAY[a.id_key]
    WHERE a.delivery_id = ${deliveryId}::uuid AND a.accepted ORDER BY r.at, r.id`
  for (const { id } of early) await settleReceipt(id, context)
  // Receipts of its parts may have come, and been taken, before the last part was handed over.
  await context.sql.transaction((tx) => settleDelivery(tx, deliveryId, context.clock()))
}

async function settleDelivery(tx: Raw, deliveryId: string, now: Date): Promise<void> {
  // One at a time: each sees the parts as they are.
  await tx.$executeRaw`SELECT 1 FROM delivery WHERE id = ${deliveryId}::uuid FOR UPDATE`
  await tx.$executeRaw(settleSql(deliveryId, now))
}

type Part = {
  id: string
  deliveryId: string
  idKey: string
  state: 'sent' | FinalState
  recipient: string
}
type Unmatched = {
  sameKeys: string[]
  otherKeys: string[]
  numbers: string[]
  state: FinalState | null
  text: string
  at: Date
}

async function settleReceipt(id: string, context: Context): Promise<void> {
  await context.sql.transaction(async (tx) => {
    const [receipt] = await tx.$queryRaw<Unmatched[]>`
      SELECT same_keys AS "sameKeys", other_keys AS "otherKeys", numbers, state::text AS state, text, at
      FROM unmatched_receipt WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`
    if (!receipt) return
    const { sameKeys, otherKeys, state, text, at } = receipt
    const parts = await tx.$queryRaw<Part[]>`
      SELECT a.id, a.delivery_id AS "deliveryId", a.id_key AS "idKey", a.state::text AS state, d.recipient
      FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id
      WHERE a.id_key = ANY(${[...sameKeys, ...otherKeys]}) AND a.accepted AND d.channel = 'sms'
        AND a.at > ${after(at, -RECEIPT_KEPT)} ORDER BY a.at DESC LIMIT 100`
    const part = partOf(receipt, parts)
    if (!part) return
    // One at a time: each sees the other parts as they are.
    await tx.$executeRaw`SELECT 1 FROM delivery WHERE id = ${part.deliveryId}::uuid FOR UPDATE`
    await tx.$executeRaw`
      UPDATE delivery_attempt SET receipt = ${text}, receipt_at = ${at},
        state = CASE WHEN state = 'delivered' THEN state ELSE coalesce(${state}::delivery_state, state) END
      WHERE id = ${part.id}::uuid`
    await tx.$executeRaw`DELETE FROM unmatched_receipt WHERE id = ${id}::uuid`
    await tx.$executeRaw(settleSql(part.deliveryId, context.clock()))
  })
}

/** A message has arrived when all its parts have; the worst of them counts. What is not whole at the centre stays as it is. */
const settleSql = (deliveryId: string, now: Date) => Prisma.sql`
  UPDATE delivery d SET state = p.state, settled_at = CASE WHEN p.state = 'sent' THEN NULL ELSE ${now}::timestamptz END
  FROM (SELECT CASE WHEN bool_or(state = 'rejected') THEN 'rejected' WHEN bool_or(state = 'undelivered') THEN 'undelivered'
      WHEN bool_or(state = 'sent') THEN 'sent' ELSE 'delivered' END::delivery_state AS state
    FROM delivery_attempt WHERE delivery_id = ${deliveryId}::uuid AND accepted AND reference IS NOT DISTINCT FROM (
      SELECT reference FROM delivery_attempt WHERE delivery_id = ${deliveryId}::uuid AND accepted
      ORDER BY at DESC, id DESC LIMIT 1)) p
  WHERE d.id = ${deliveryId}::uuid AND d.sent_at IS NOT NULL AND d.state <> p.state`

/**
 * Which part a receipt is about: of those to a number in it, the one under its id as it stands, else in the other notation.
 * Null where none fits, or two do that both wait for one: a guess would be told to somebody as the truth.
 */
function partOf<P extends Part>(
  { sameKeys, otherKeys, numbers }: Pick<Unmatched, 'sameKeys' | 'otherKeys' | 'numbers'>,
  parts: readonly P[],
): P | null {
  const ends = numbers.map((each) => each.slice(-SAME_DIGITS))
  const fits = parts.filter(
    ({ recipient }) => ends.length === 0 || ends.includes(recipient.slice(-SAME_DIGITS)),
  )
  const same = fits.filter(({ idKey }) => sameKeys.includes(idKey))
  // Without a number in it nothing but the id speaks for it.
  const other = ends.length === 0 ? [] : fits.filter(({ idKey }) => otherKeys.includes(idKey))
  const waits = ({ state }: P) => state === 'sent'
  if (same.some(waits) && other.some(waits)) return null
  return [...same.filter(waits), ...other.filter(waits), ...same, ...other][0] ?? null
}
