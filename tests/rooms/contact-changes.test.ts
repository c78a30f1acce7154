import { expect, test } from 'vitest'
import { editUser } from '@/lib/company/edit-user'
import { contactStop } from '@/lib/identity/secrets'
import { after, DAY } from '@/lib/kernel/clock'
import { hashToken } from '@/lib/kernel/token'
import { aCompany, aMobile, aUser, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()

test('who changed whose contacts is written down, with what undoes it derived and never stored', async () => {
  const { admin } = await aCompany(world)
  const { id } = await aUser(world, admin)
  const old = await world.db.user.findUniqueOrThrow({ where: { id } })
  const mobile = aMobile()
  value(
    await editUser(admin, { id, name: old.name, email: 'new@firm.example', mobile, proof: undefined }, world),
  )
  const row = await world.db.contactChange.findFirstOrThrow({ where: { userId: id } })
  expect(row).toMatchObject({
    companyId: admin.company.id,
    byId: admin.subject.id,
    kind: 'edited',
    oldEmail: old.email,
    newEmail: 'new@firm.example',
    oldMobile: old.mobile,
    newMobile: expect.stringContaining(mobile),
    expiresAt: after(world.clock(), DAY),
    stoppedAt: null,
  })
  const { token, code } = contactStop(world.keys, { id: row.id, keyId: row.keyId! })
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(code).toMatch(/^\d{8}$/)
  expect(Buffer.from(row.tokenHash!)).toEqual(Buffer.from(hashToken(token)))
  expect(row.reference).toMatch(/^[A-Z2-9]{8}$/)
})

test('a change of the name alone is none of the contacts', async () => {
  const { admin } = await aCompany(world)
  const { id } = await aUser(world, admin)
  const { email, mobile } = await world.db.user.findUniqueOrThrow({ where: { id } })
  value(await editUser(admin, { id, name: 'Ben K.', email, mobile, proof: undefined }, world))
  expect(await world.db.contactChange.count({ where: { userId: id } })).toBe(0)
})
