import { type ScopeColumns, scopeOf } from '@/lib/access/held-grants'
import { operation } from '@/lib/contract/operation'
import { after } from '@/lib/kernel/clock'
import type { Result } from '@/lib/kernel/result'
import { inSlices } from '@/lib/kernel/slices'
import { NotFound } from '@/lib/kernel/violation'
import { itemKey } from '@/lib/rights/items'
import { refuse } from '@/lib/words/refuse'
import type { ChangeKind } from '../change-kind'
import { UNDO_WITHIN, UNDOABLE } from '../rules'
import { changeNumberInput } from '../schema'
import type { Group, Limit, Proposal } from './proposal'
import { proposeChange } from './propose-change'

/** So many of its rights are read at once. */
const CHUNK = 2_000
const NO_ID = '00000000-0000-0000-0000-000000000000'

type Row = ScopeColumns & {
  id: string
  template: string | null
  templateId: string | null
  userId: string
  function: string | null
  gone: boolean
  open: boolean
  /** Somebody has given the same since. */
  changed: boolean
  from: Date
  to: Date | null
}

/**
 * Proposes to take a change back: what it gave goes, what it took comes again, as a new change to be reviewed. What
 * somebody has changed since stays as it is. Refuses after 24 hours, and twice. @throws NotFound for any other number.
 */
export const undoChange = operation({
  key: 'grants.undo_change',
  permission: 'right:grant',
  input: changeNumberInput,
  audit: [],
  run: async (actor, { number }, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    const [change] = await context.sql.$queryRaw<
      { id: string; at: Date; version: number; undone: boolean; kind: ChangeKind }[]
    >`
      SELECT c.id, c.at, c.kind::text AS kind,
        (SELECT rights_version FROM company WHERE id = c.company_id) AS version,
        EXISTS (SELECT 1 FROM rights_change o WHERE o.undoes_id = c.id) AS undone
      FROM rights_change c WHERE c.company_id = ${companyId}::uuid AND c.number = ${number}`
    if (!change) throw new NotFound(`change ${number}`)
    const now = context.clock()
    if (change.at <= after(now, -UNDO_WITHIN) || !UNDOABLE.includes(change.kind))
      return refuse('grants.undo_over')
    if (change.undone) return refuse('grants.undone_already')
    const rows: Row[] = []
    for (let last = NO_ID; ; ) {
      const page = await context.sql.$queryRaw<Row[]>`
      SELECT g.id, g.user_id AS "userId", g.template, g.template_id AS "templateId", g.function, g.account_id AS "accountId",
        g.centre_id AS "centreId", g.line_id AS "lineId", g.valid_from AS "from", g.valid_to AS "to",
        coalesce(g.ended_change_id = ${change.id}::uuid, false) AS gone, g.ended_at IS NULL AS open,
        EXISTS (SELECT 1 FROM "grant" o WHERE o.user_id = g.user_id AND o.ended_at IS NULL
          AND o.change_id IS DISTINCT FROM ${change.id}::uuid
          AND (o.template, o.template_id, o.function, o.account_id, o.centre_id, o.line_id) IS NOT DISTINCT FROM
            (g.template, g.template_id, g.function, g.account_id, g.centre_id, g.line_id)) AS changed
      FROM "grant" g WHERE (g.change_id = ${change.id}::uuid OR g.ended_change_id = ${change.id}::uuid)
        AND g.id > ${last}::uuid ORDER BY g.id LIMIT ${CHUNK}`
      rows.push(...page)
      if (page.length < CHUNK) break
      last = page.at(-1)!.id
    }
    const ceilings = await context.sql.$queryRaw<{ id: string | null; before: string[] | null }[]>`
      SELECT e.subscription_id AS id, e.before FROM ceiling_change e
      LEFT JOIN number_ceiling c ON c.company_id = ${companyId}::uuid AND c.subscription_id IS NOT DISTINCT FROM e.subscription_id
      WHERE e.change_id = ${change.id}::uuid AND to_jsonb(c.functions) IS NOT DISTINCT FROM e.after`
    const proposal: Proposal = {
      groups: await takenBack(rows, now),
      limits: restored(ceilings),
      template: null,
      undoes: change.id,
    }
    return proposeChange(actor, { kind: 'undone', proposal, seen: change.version }, context)
  },
})

/** People whose grants are taken back alike are one group. */
async function takenBack(rows: readonly Row[], now: Date): Promise<Group[]> {
  const byPerson = new Map<string, Pick<Group, 'add' | 'remove'>>()
  for await (const row of inSlices(rows)) {
    const mine = byPerson.get(row.userId) ?? { add: [], remove: [] }
    byPerson.set(row.userId, mine)
    const item = itemKey(row.template ?? row.templateId ?? row.function ?? '', scopeOf(row))
    if (!row.gone && row.open) mine.remove.push(item)
    // What would be over by now does not come again.
    if (row.gone && !row.changed && (row.to === null || row.to > now)) {
      const from = row.from > now ? row.from.toISOString() : null
      mine.add.push({ item, from, to: row.to?.toISOString() ?? null })
    }
  }
  const groups = new Map<string, Group>()
  for await (const [id, { add, remove }] of inSlices(byPerson)) {
    // Taken and given again with other dates: giving it back says it all.
    const again = new Set(add.map(({ item }) => item))
    const gone = remove.filter((item) => !again.has(item))
    if (add.length + gone.length === 0) continue
    const key = JSON.stringify([add, gone])
    const group = groups.get(key) ?? { people: [], add, remove: gone, replace: false }
    groups.set(key, group)
    group.people.push(id)
  }
  return [...groups.values()]
}

function restored(ceilings: readonly { id: string | null; before: string[] | null }[]): Limit[] {
  const limits = new Map<string, Limit>()
  for (const { id, before } of ceilings) {
    const key = JSON.stringify(before)
    const limit = limits.get(key) ?? { numbers: [], all: false, functions: before }
    limits.set(key, limit)
    if (id) limit.numbers.push(id)
    else limit.all = true
  }
  return [...limits.values()]
}
