import type { z } from 'zod'
import { type ScopeColumns, scopeOf } from '@/lib/access/held-grants'
import { personLabelSql } from '@/lib/directory/person-label'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { pageOf, serial } from '@/lib/infra/keyset'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { itemKey } from '@/lib/rights/items'
import { loadFrame } from '../people/editor-frame'
import { CHANGES, type listChangesInput } from '../schema'
import type { ChangedCeiling, ChangedGrant, ChangeRow, EditorFrame } from '../view'

const PAGE_SIZE = 30
/** So many rows of one change are shown. */
const MOST_SHOWN = 500

const COLUMNS = Prisma.sql`
  c.id, c.number, c.at, ${personLabelSql(Prisma.sql`u`)} AS by, c.kind::text AS kind, c.reason, c.added, c.removed, c.people, c.numbers,
  (SELECT t.name FROM rights_template t WHERE t.id = c.template_id) AS template,
  (SELECT o.number FROM rights_change o WHERE o.id = c.undoes_id) AS undoes,
  (SELECT o.number FROM rights_change o WHERE o.undoes_id = c.id) AS "undoneBy"`

type Asked = Partial<z.infer<typeof listChangesInput>> & { person?: string; number?: string }

/** One page of the changes of rights in the company, or of those that touched somebody, the newest first. */
export async function listChanges(
  actor: Actor,
  { person, number, ...asked }: Asked,
  context: Context,
  size = PAGE_SIZE,
): Promise<{ rows: ChangeRow[]; next: string | null }> {
  authorize(actor, 'right:view')
  const { sort, isDown, from } = serial(CHANGES, asked)
  const about = person
    ? Prisma.sql`AND c.id IN (SELECT g.change_id FROM "grant" g WHERE g.user_id = ${person}::uuid
        UNION SELECT g.ended_change_id FROM "grant" g WHERE g.user_id = ${person}::uuid)`
    : number
      ? Prisma.sql`AND c.id IN (SELECT e.change_id FROM ceiling_change e WHERE e.subscription_id = ${number}::uuid)`
      : Prisma.empty
  const rows = await context.sql.$queryRaw<ChangeRow[]>`
    SELECT ${COLUMNS} FROM rights_change c LEFT JOIN "user" u ON u.id = c.by_id
    WHERE c.company_id = ${actor.subject.companyId}::uuid ${about}
      ${from === null ? Prisma.empty : isDown ? Prisma.sql`AND c.number < ${from}` : Prisma.sql`AND c.number > ${from}`}
    ORDER BY c.number ${isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${size + 1}`
  return pageOf(rows, size, sort, ({ number }) => [String(number)])
}

export type ChangeView = ChangeRow & {
  grants: ChangedGrant[]
  ceilings: ChangedCeiling[]
  frame: EditorFrame
}

/** One change with all that it did. @throws NotFound where the company has none of that number. */
export async function getChange(actor: Actor, number: number, context: Context): Promise<ChangeView> {
  authorize(actor, 'right:view')
  const [change] = await context.sql.$queryRaw<ChangeRow[]>`
    SELECT ${COLUMNS} FROM rights_change c LEFT JOIN "user" u ON u.id = c.by_id
    WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.number = ${number}`
  if (!change) throw new NotFound(`change ${number}`)
  const [grants, ceilings] = await Promise.all([
    context.sql.$queryRaw<
      (ScopeColumns & {
        template: string | null
        templateId: string | null
        function: string | null
        person: string
        personId: string
        gone: boolean
        until: Date | null
      })[]
    >`
      SELECT g.template, g.template_id AS "templateId", g.function, g.account_id AS "accountId", g.centre_id AS "centreId",
        g.line_id AS "lineId", g.valid_to AS until, ${personLabelSql(Prisma.sql`u`)} AS person, u.id AS "personId",
        coalesce(g.ended_change_id = ${change.id}::uuid, false) AS gone
      FROM "grant" g JOIN "user" u ON u.id = g.user_id
      WHERE g.change_id = ${change.id}::uuid OR g.ended_change_id = ${change.id}::uuid
      ORDER BY u.name COLLATE "und-x-icu", u.id, gone DESC NULLS LAST LIMIT ${MOST_SHOWN}`,
    context.sql.$queryRaw<(ChangedCeiling & { ident: string | null })[]>`
      SELECT l.ident, e.before, e.after FROM ceiling_change e LEFT JOIN subscription l ON l.id = e.subscription_id
      WHERE e.change_id = ${change.id}::uuid ORDER BY l.ident LIMIT ${MOST_SHOWN}`,
  ])
  return {
    ...change,
    grants: grants.map((row) => ({
      ...{ person: row.person, personId: row.personId, gone: row.gone === true, validTo: row.until },
      item: itemKey(row.template ?? row.templateId ?? row.function ?? '', scopeOf(row)),
    })),
    ceilings: ceilings.map(({ ident, before, after }) => ({
      ...{ before, after },
      number: ident && displayNumber(ident, context.market),
    })),
    frame: await loadFrame(context, actor, grants.map(scopeOf)),
  }
}
