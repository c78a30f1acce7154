import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { isMainAdministrator } from '@/lib/directory/users'
import { BATCH } from '@/lib/infra/documents/batches'
import { type TableFile, tableFile } from '@/lib/infra/table-file'
import { lastDayOf } from '@/lib/kernel/day'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { exportRightsInput } from '../schema'

/** The columns of the file of rights, in and out. */
export const RIGHTS_COLUMNS = ['user', 'what', 'where', 'until'] as const

type Row = { id: string; login: string; what: string | null; place: string | null; until: Date | null }

/**
 * Hands out who holds what as a CSV file: a row for each right, and one without a right for whoever has none, so that it
 * can be changed and brought back. That it was done stands in the audit.
 */
export const exportRights = operation({
  key: 'grants.export_rights',
  permission: 'right:view',
  input: exportRightsInput,
  audit: ['grants.rights_exported'],
  run: async (actor, input, context): Promise<Result<TableFile>> => {
    const { format, locale } = asOffered(input.format, input.locale)
    const { companyId } = actor.subject
    const { timeZone } = context.market
    async function* batches() {
      let after = { login: '', id: '00000000-0000-0000-0000-000000000000' }
      for (;;) {
        const rows = await context.sql.$queryRaw<Row[]>`
        SELECT coalesce(g.id, u.id) AS id, u.login, coalesce(t.name, g.template, g.function) AS what, CASE
            WHEN g.account_id IS NOT NULL THEN 'account:' || (SELECT number FROM billing_account WHERE id = g.account_id)
            WHEN g.centre_id IS NOT NULL THEN 'centre:' || (SELECT code FROM cost_centre WHERE id = g.centre_id)
            WHEN g.line_id IS NOT NULL THEN 'line:' || (SELECT ident FROM subscription WHERE id = g.line_id)
            WHEN g.id IS NOT NULL THEN 'company' END AS place, g.valid_to AS until
        FROM "user" u LEFT JOIN "grant" g ON g.user_id = u.id AND g.ended_at IS NULL
          AND (g.valid_to IS NULL OR g.valid_to > ${actor.now})
        LEFT JOIN rights_template t ON t.id = g.template_id
        WHERE u.company_id = ${companyId}::uuid AND (u.login, coalesce(g.id, u.id)) > (${after.login}, ${after.id}::uuid)
          AND NOT ${isMainAdministrator()}
        ORDER BY u.login, coalesce(g.id, u.id) LIMIT ${BATCH}`
        yield rows.map(({ login, what, place, until }) => [
          `${login}@${actor.company.slug}`,
          what,
          place,
          until && lastDayOf(until, timeZone),
        ])
        const last = rows.at(-1)
        if (!last || rows.length < BATCH) return
        after = last
      }
    }
    await recordAudit(context.sql, {
      ...{ companyId, at: context.clock(), actor: auditActor(actor), action: 'grants.rights_exported' },
      object: { kind: 'company', id: companyId, name: actor.company.slug },
    })
    const columns = RIGHTS_COLUMNS.map((head) => ({ head, width: 24 }))
    return ok(tableFile({ format, name: `rights ${actor.company.slug}`, locale }, columns, batches()))
  },
})
