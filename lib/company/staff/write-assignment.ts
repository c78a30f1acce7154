import { auditActor, recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import { after, HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import type { Ground } from '@/lib/rights/assignment'
import type { Permission } from '@/lib/rights/catalogue'

type Staff = { id: string; login: string }
type Opening = {
  slug: string
  functions: readonly Permission[]
  ground: Ground
  reference: string
  hours: number
}

/**
 * Writes an assignment of a member of staff to a customer. The customer's audit says so, and the operator's. Takes the company's
 * row first, as whatever is then done to it will. @throws NotFound for an unknown customer
 */
export async function writeAssignment(
  tx: Raw,
  actor: Actor,
  staff: Staff,
  { slug, functions, ground, reference, hours }: Opening,
  now: Date,
): Promise<string> {
  const [company] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM company WHERE slug = ${slug} AND kind = 'customer' FOR NO KEY UPDATE`
  if (!company) throw new NotFound(`company ${slug}`)
  const [id, until] = [newId(), after(now, hours * HOUR)]
  await tx.$executeRaw`
    INSERT INTO assignment (id, company_id, staff_id, functions, ground, reference, valid_from, valid_to, by_id)
    VALUES (${id}::uuid, ${company.id}::uuid, ${staff.id}::uuid, ${[...functions]}, ${ground}, ${reference}, ${now}, ${until},
      ${actor.subject.id}::uuid)`
  const facts = { functions: [...functions], ground, until: until.toISOString(), assignment: id }
  await recordOnBothSides(
    tx,
    actor,
    'company.assignment_begun',
    { staff, company, slug, reference, facts },
    now,
  )
  return id
}

/** Ends an assignment that is not over. @throws NotFound for one that is over, or none */
export async function closeAssignment(tx: Raw, actor: Actor, id: string, now: Date): Promise<void> {
  const [ended] = await tx.$queryRaw<
    { companyId: string; staffId: string; login: string; slug: string; reference: string }[]
  >`
    UPDATE assignment a SET ended_at = ${now} FROM "user" u, company c
    WHERE a.id = ${id}::uuid AND a.ended_at IS NULL AND a.valid_to > ${now} AND u.id = a.staff_id
      AND u.company_id = ${actor.subject.companyId}::uuid AND c.id = a.company_id
    RETURNING a.company_id AS "companyId", a.staff_id AS "staffId", u.login, c.slug, a.reference`
  if (!ended) throw new NotFound(`assignment ${id}`)
  const { companyId, staffId, login, slug, reference } = ended
  const about = {
    staff: { id: staffId, login },
    company: { id: companyId },
    slug,
    reference,
    facts: { assignment: id },
  }
  await recordOnBothSides(tx, actor, 'company.assignment_ended', about, now)
}

type About = {
  staff: Staff
  company: { id: string }
  slug: string
  reference: string
  facts: { assignment: string; functions?: string[]; ground?: Ground; until?: string }
}

/** The customer reads who of the operator's staff; the operator, for which customer. */
async function recordOnBothSides(
  tx: Raw,
  actor: Actor,
  action: 'company.assignment_begun' | 'company.assignment_ended',
  { staff, company, slug, reference, facts }: About,
  now: Date,
): Promise<void> {
  const name = `${staff.login}@${actor.company.slug}`
  const fact = { at: now, actor: auditActor(actor), action, reason: reference }
  await recordAudit(tx, {
    ...{ ...fact, companyId: company.id, object: { kind: 'user', id: staff.id, name }, after: facts },
  })
  await recordAudit(tx, {
    ...{
      ...fact,
      companyId: actor.subject.companyId,
      object: { kind: 'company', id: company.id, name: slug },
    },
    after: { ...facts, people: [name] },
  })
}
