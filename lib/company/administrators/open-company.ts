import { type AuditActor, recordAudit } from '@/lib/audit/record'
import { giveTemporaryPassword, type Prepared } from '@/lib/identity/passwords/temporary-password'
import type { Tx } from '@/lib/infra/db'
import { announce } from '../messages'

type Opening = {
  slug: string
  name: string
  kind: 'customer' | 'operator'
  language: string | null
  administrator: {
    login: string
    name: string
    email: string
    mobile: string
    language: string | null
    declaration: string
  }
}

/**
 * Writes a company with its first main administrator, their temporary password and its mail, in the
 * caller's transaction. Returns both ids.
 */
export async function openCompany(
  tx: Tx,
  opening: Opening,
  password: Prepared,
  actor: AuditActor,
  now: Date,
) {
  const { administrator, ...facts } = opening
  const { declaration, ...person } = administrator
  const { id: companyId } = await tx.company.create({
    data: { ...facts, createdAt: now },
    select: { id: true },
  })
  const { id: userId } = await tx.user.create({
    data: { ...person, companyId, createdAt: now },
    select: { id: true },
  })
  await tx.mainAdministrator.create({
    data: { userId, companyId, since: now, declaration },
    select: { userId: true },
  })
  await giveTemporaryPassword(tx, userId, password)
  const ids = { userId, temporaryPasswordId: password.id }
  await announce(tx, companyId, { kind: 'company.main_administrator_registered', payload: ids }, now)
  await recordAudit(tx, {
    companyId,
    at: now,
    actor,
    action: 'company.main_administrator_registered',
    object: { kind: 'user', id: userId, name: `${person.login}@${facts.slug}` },
    after: {
      company: facts.name,
      name: person.name,
      email: person.email,
      mobile: person.mobile,
      declaration,
    },
  })
  return { companyId, userId }
}
