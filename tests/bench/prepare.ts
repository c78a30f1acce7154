// Fills the bench database: companies, users with one password, ready to sign in, and lines. Prints nothing.

import { context } from '@/lib/infra/context'
import { connection } from '@/lib/infra/db'
import { hashPassword } from '@/lib/infra/password-hash'

const [COMPANIES = 40, PER_COMPANY = 100] = process.argv.slice(2).map(Number)
const at = context()
const hash = await hashPassword('blue tram rides north')
const now = at.clock()
for (let c = 0; c < COMPANIES; c++) {
  const { id: companyId } = await at.db.company.create({
    data: { slug: `bench-${c}`, name: `Bench ${c}`, language: 'en', createdAt: now },
    select: { id: true },
  })
  const users = await at.db.user.createManyAndReturn({
    data: Array.from({ length: PER_COMPANY }, (_, n) => ({
      companyId,
      login: `user${n}`,
      name: `User ${n}`,
      email: `user${n}@bench-${c}.example`,
      mobile: `+3630${String(2_000_000 + c * PER_COMPANY + n)}`,
      createdAt: now,
    })),
    select: { id: true },
  })
  const password = { hash, length: 21, changedAt: now }
  await at.db.credential.createMany({ data: users.map(({ id }) => ({ userId: id, ...password })) })
  await at.db.mainAdministrator.create({
    data: { userId: users[0]!.id, companyId, since: now, declaration: 'bench' },
    select: { userId: true },
  })
}
const [first] = await at.db.company.findMany({ where: { slug: 'bench-0' }, select: { id: true } })
await at.db.subscription.createMany({
  data: Array.from({ length: 500 }, (_, n) => ({
    companyId: first!.id,
    msisdn: `+36704${String(n).padStart(6, '0')}`,
    createdAt: now,
  })),
})
await connection().close()
