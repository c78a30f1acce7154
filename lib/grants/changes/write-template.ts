import type { Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { missingToGrant } from '@/lib/rights/grantable'
import { refuse } from '@/lib/words/refuse'
import type { Proposal } from './proposal'

type Template = NonNullable<Proposal['template']>

/**
 * Writes a template of the company's: a new one (version 0), a changed one, or one that is no longer given, which goes
 * from everybody who has it. Refuses functions that the actor does not hold over the whole company, for good, and one
 * that somebody has changed meanwhile.
 */
export async function writeTemplate(
  tx: Raw,
  { id, name, meant, functions, asks, version, retire }: Template,
  { actor, changeId, at }: { actor: Actor; changeId: string; at: Date },
): Promise<Result<null>> {
  const { companyId } = actor.subject
  const [old] = await tx.$queryRaw<
    { version: number; functions: string[]; asks: string[]; retired: boolean }[]
  >`
    SELECT version, functions, asks, retired_at IS NOT NULL AS retired FROM rights_template
    WHERE id = ${id}::uuid AND company_id = ${companyId}::uuid FOR UPDATE`
  if ((old?.version ?? 0) !== version || old?.retired) return refuse('grants.template_changed_meanwhile')
  // What was held with a second person and is held without is more than it was.
  const was = old?.functions.filter((fn) => !old.asks.includes(fn) || asks.includes(fn))
  const news = functions.filter((fn) => !was?.includes(fn)).filter(isPermission)
  const missing = missingToGrant(actor.subject, news, { companyId }, { from: at, to: null })
  if (missing.length > 0) return refuse('grants.beyond_own', { values: { functions: missing.join(', ') } })
  if (!old) {
    await tx.$executeRaw`
      INSERT INTO rights_template (id, company_id, name, meant, functions, asks, created_at)
      VALUES (${id}::uuid, ${companyId}::uuid, ${name}, ${meant}, ${functions}, ${asks}, ${at})`
    return ok(null)
  }
  await tx.$executeRaw`
    UPDATE rights_template SET name = ${name}, meant = ${meant}, functions = ${functions}, asks = ${asks}, version = version + 1,
      retired_at = ${retire ? at : null} WHERE id = ${id}::uuid`
  if (retire)
    await tx.$executeRaw`
      UPDATE "grant" SET ended_at = ${at}, ended_by_id = ${actor.subject.id}::uuid, ended_change_id = ${changeId}::uuid
      WHERE template_id = ${id}::uuid AND ended_at IS NULL`
  return ok(null)
}
