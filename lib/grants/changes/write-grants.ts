import { isMainAdministrator } from '@/lib/directory/users'
import { arrayText, uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices, pause } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import { readItem, readWhat } from '@/lib/rights/items'
import type { Group } from './proposal'

type By = { actor: Actor; changeId: string; at: Date; reason: string | null }
export type Written = { added: number; removed: number; people: number }

/** One thing to be given or taken, of a group, as columns of the table of grants. */
type Op = {
  group: number
  gives: boolean
  template: string | null
  templateId: string | null
  fn: string | null
  account: string | null
  centre: string | null
  line: string | null
  from: string | null
  to: string | null
}

const op = (group: number, gives: boolean, item: string, from: string | null, to: string | null): Op => {
  const { what, scope } = readItem(item)!
  const { kind } = readWhat(what)!
  const id = (of: typeof scope.kind) => (scope.kind === of && 'id' in scope ? scope.id : null)
  return {
    ...{ group, gives, from, to },
    template: kind === 'template' ? what : null,
    templateId: kind === 'own' ? what : null,
    fn: kind === 'function' ? what : null,
    ...{ account: id('account'), centre: id('centre'), line: id('line') },
  }
}

/** Whom it concerns: who of a group is neither a main administrator (they hold all) nor the actor. */
const PERSON = (groups: readonly Group[], { actor }: By) => {
  const rows = groups.flatMap(({ people }, n) => people.map((id) => [id, n] as const))
  return Prisma.sql`
    person AS (
      SELECT p.* FROM unnest(${uuids(rows.map(([id]) => id))}, ${arrayText(rows.map(([, n]) => n))}::int[]) AS p (user_id, group_no)
      JOIN "user" u ON u.id = p.user_id AND u.company_id = ${actor.subject.companyId}::uuid
      WHERE u.id <> ${actor.subject.id}::uuid
        AND NOT ${isMainAdministrator()})`
}

async function opsOf(groups: readonly Group[]): Promise<Op[]> {
  const ops: Op[] = []
  for (const [n, { add, remove }] of groups.entries()) {
    for await (const { item, from, to } of inSlices(add)) ops.push(op(n, true, item, from, to))
    for await (const item of inSlices(remove)) ops.push(op(n, false, item, null, null))
  }
  return ops
}

const OP = (groups: readonly Group[], ops: readonly Op[]) => {
  const all = (key: keyof Op) => arrayText(ops.map((each) => each[key]))
  return Prisma.sql`
    op AS (
      SELECT * FROM unnest(${all('group')}::int[], ${all('gives')}::bool[], ${all('template')}::text[],
        ${all('templateId')}::uuid[], ${all('fn')}::text[], ${all('account')}::uuid[], ${all('centre')}::uuid[],
        ${all('line')}::uuid[], ${all('from')}::timestamptz[], ${all('to')}::timestamptz[])
        AS o (group_no, gives, template, template_id, function, account_id, centre_id, line_id, valid_from, valid_to)),
    mode AS (SELECT * FROM unnest(${arrayText(groups.map((_, n) => n))}::int[],
      ${arrayText(groups.map(({ replace }) => replace))}::bool[])
      AS m (group_no, replaces))`
}

/** The same thing over the same scope. */
const SAME = Prisma.sql`(g.template, g.template_id, g.function, g.account_id, g.centre_id, g.line_id)
  IS NOT DISTINCT FROM (o.template, o.template_id, o.function, o.account_id, o.centre_id, o.line_id)`
/** And for the same time. */
const SAME_TIME = (at: Date) => Prisma.sql`g.valid_to IS NOT DISTINCT FROM o.valid_to
  AND CASE WHEN o.valid_from IS NULL THEN g.valid_from <= ${at} ELSE g.valid_from = o.valid_from END`

/** So many things are given or taken in one statement: what is sent with it is put together in one go. */
const BATCH = 2_000

/**
 * Applies groups to all their people, two statements for each few thousand things, however many people they are: what
 * goes ends, then what comes begins. What somebody holds already in the same way stays as it is. Resolves with what came
 * and went.
 */
export async function writeGrants(tx: Raw, groups: readonly Group[], by: By): Promise<Written> {
  const written = { added: 0, removed: 0, people: 0 }
  for (const batch of batches(groups)) {
    const { added, removed, people } = await writeBatch(tx, batch, by)
    written.added += added
    written.removed += removed
    written.people += people
    await pause()
  }
  return written
}

/** Nobody is in two groups, so each batch stands for itself. */
function batches(groups: readonly Group[]): Group[][] {
  const made: Group[][] = []
  let room = 0
  for (const group of groups) {
    const size = group.add.length + group.remove.length
    if (made.length === 0 || size > room) {
      made.push([])
      room = BATCH
    }
    made.at(-1)!.push(group)
    room -= size
  }
  return made
}

async function writeBatch(tx: Raw, groups: readonly Group[], by: By): Promise<Written> {
  const { actor, changeId, at, reason } = by
  const given = { person: PERSON(groups, by), op: OP(groups, await opsOf(groups)) }
  const [ended] = await tx.$queryRaw<[{ count: number }]>`
    WITH ${given.person}, ${given.op}, ended AS (
      UPDATE "grant" g SET ended_at = ${at}, ended_by_id = ${actor.subject.id}::uuid, ended_change_id = ${changeId}::uuid
      FROM person p JOIN mode m ON m.group_no = p.group_no
      WHERE g.user_id = p.user_id AND g.ended_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM op o WHERE o.group_no = p.group_no AND o.gives AND ${SAME} AND ${SAME_TIME(at)})
      AND (m.replaces OR EXISTS (SELECT 1 FROM op o WHERE o.group_no = p.group_no AND ${SAME}))
      RETURNING g.valid_to)
    SELECT count(*) FILTER (WHERE ${NOT_OVER(at)})::int AS count FROM ended g`
  const [added] = await tx.$queryRaw<[{ count: number; people: number }]>`
    WITH ${given.person}, ${given.op}, added AS (
      INSERT INTO "grant" (id, company_id, user_id, template, template_id, function, account_id, centre_id, line_id,
        valid_from, valid_to, granted_by_id, reason, change_id)
      SELECT gen_random_uuid(), ${actor.subject.companyId}::uuid, p.user_id, o.template, o.template_id, o.function,
        o.account_id, o.centre_id, o.line_id, coalesce(o.valid_from, ${at}), o.valid_to, ${actor.subject.id}::uuid,
        ${reason}, ${changeId}::uuid
      FROM person p JOIN op o ON o.group_no = p.group_no AND o.gives
      WHERE NOT EXISTS (SELECT 1 FROM "grant" g WHERE g.user_id = p.user_id AND g.ended_at IS NULL AND ${SAME})
      RETURNING user_id)
    SELECT (SELECT count(*)::int FROM added) AS count, (SELECT count(*)::int FROM (
      SELECT user_id FROM added UNION
      SELECT g.user_id FROM "grant" g JOIN person p USING (user_id)
      WHERE g.ended_change_id = ${changeId}::uuid AND ${NOT_OVER(at)}) x) AS people`
  return { added: added.count, removed: ended.count, people: added.people }
}

/** What was over already is only tidied away. */
const NOT_OVER = (at: Date) => Prisma.sql`(g.valid_to IS NULL OR g.valid_to > ${at})`
