import type { Context } from '@/lib/infra/context'
import { deliverLines, LINE_COLUMNS, stageLines } from '@/lib/subscriptions/files/deliver-lines'
import type { DeliveredLineInput } from '@/lib/subscriptions/files/delivery-schema'
import { companiesBySlug, lineReader } from '@/lib/subscriptions/files/read-lines'

/** It names everything: what is not given is nothing. */
const ALL = Object.fromEntries(LINE_COLUMNS.map((column) => [column, '']))

/** Delivers lines as the operator would. Resolves with the ids of those in service, in order. */
export async function deliver(context: Context, lines: DeliveredLineInput[]) {
  const read = lineReader(await companiesBySlug(context), context)
  const rows = lines.map((line, row) => {
    const answer = read(line, row, ALL)
    if ('problem' in answer) throw new Error(`${answer.problem.code} ${answer.problem.field}`)
    return { row, unit: null, ready: answer.ready }
  })
  const { counts } = await context.sql.transaction(async (tx) => {
    await stageLines(tx, rows)
    return deliverLines(tx, context)
  })
  const ids: string[] = []
  for (const { ready } of rows) {
    const where = { companyId: ready.companyId, msisdn: ready.msisdn }
    const line = await context.db.subscription.findFirst({
      where,
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    })
    ids.push(line?.id ?? '')
  }
  return { ids, counts }
}
