import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { personLabelSql } from '@/lib/directory/person-label'
import { nothingInput } from '@/lib/identity/schema'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { riskOf } from '@/lib/rights/grantable'
import { permissionsOfWhat } from '@/lib/rights/items'
import { refuse } from '@/lib/words/refuse'

/** What a grant `g` grants, in one word. */
const WORD = Prisma.sql`coalesce(g.template, g.template_id::text, g.function)`

/**
 * Begins a review of all rights that are held in the company at this moment, each to be confirmed or removed. Refuses a
 * second one while one is open, and one of nothing.
 */
export const beginReview = operation({
  key: 'grants.begin_review',
  permission: 'access_review:run',
  input: nothingInput,
  audit: ['grants.review_begun'],
  run: async (actor, _input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'access_review:run')
      const { now } = self
      if (await tx.accessReview.findFirst({ where: { companyId, closedAt: null }, select: { id: true } }))
        return refuse('grants.review_open')
      const templates = asTemplates(await loadOwnTemplates(actor, tx))
      const open = Prisma.sql`g.company_id = ${companyId}::uuid AND g.ended_at IS NULL
        AND (g.valid_to IS NULL OR g.valid_to > ${now})`
      const words = await tx.$queryRaw<
        { word: string }[]
      >`SELECT DISTINCT ${WORD} AS word FROM "grant" g WHERE ${open}`
      if (words.length === 0) return refuse('grants.nothing_to_review')
      const held = words.map(({ word }) => permissionsOfWhat(word, templates).filter(isPermission))
      const id = newId()
      await tx.accessReview.create({
        data: { id, companyId, byId: actor.subject.id, begunAt: now },
        select: { id: true },
      })
      // There may be hundreds of thousands: they never leave the database.
      const rights = await tx.$executeRaw`
        INSERT INTO access_review_item (review_id, grant_id, person, what, scope, risk, last_on)
        SELECT ${id}::uuid, g.id, ${personLabelSql(Prisma.sql`u`)}, coalesce(t.name, g.template, g.function),
          CASE WHEN g.account_id IS NOT NULL THEN 'account:' || (SELECT name FROM billing_account WHERE id = g.account_id)
            WHEN g.centre_id IS NOT NULL THEN 'centre:' || (SELECT name FROM cost_centre WHERE id = g.centre_id)
            WHEN g.line_id IS NOT NULL THEN 'line:' || (SELECT ident FROM subscription WHERE id = g.line_id)
            ELSE 'company:' END, w.risk,
          (SELECT max(s.last_on) FROM right_use s
            WHERE s.user_id = g.user_id AND s.function = ANY(string_to_array(w.functions, ' ')))
        FROM "grant" g JOIN "user" u ON u.id = g.user_id LEFT JOIN rights_template t ON t.id = g.template_id
        JOIN unnest(${words.map(({ word }) => word)}::text[], ${held.map((fns) => riskOf(fns))}::int[],
          ${held.map((fns) => fns.join(' '))}::text[]) AS w (word, risk, functions) ON w.word = ${WORD}
        WHERE ${open}`
      await recordAudit(tx, {
        ...{ companyId, at: now, actor: auditActor(actor), action: 'grants.review_begun' },
        object: { kind: 'access_review', id, name: actor.company.slug },
        after: { rights },
      })
      return ok({ id })
    })
  },
})
