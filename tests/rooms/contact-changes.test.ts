import { expect, test } from 'vitest'
import { getContactChange } from '@/lib/company/contacts/find-contact-change'
import { stopContactChange } from '@/lib/company/contacts/stop-contact-change'
import { stopContactChangeInput } from '@/lib/company/schema'
import { editUser } from '@/lib/company/users/edit-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { contactStop } from '@/lib/identity/secrets/secrets'
import { endWaysIn } from '@/lib/identity/sessions/end-ways-in'
import { after, DAY } from '@/lib/kernel/clock'
import { hashToken } from '@/lib/kernel/token'
import type { Actor } from '@/lib/rights/actor'
import { useContext } from '../support/context'
import { editedUser } from '../support/edited'
import {
  aCompany,
  aMobile,
  aUser,
  isIn,
  outcome,
  signIn,
  temporaryPasswordOf,
  VISITOR,
  value,
} from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const userOf = (id: string) => context.db.user.findUniqueOrThrow({ where: { id } })
const stop = (input: object) => stopContactChange(VISITOR, stopContactChangeInput.parse(input), context)

/** Somebody who has long signed in, by their rows: what was sent to their contacts was used. */
async function known(admin: Actor) {
  const user = await aUser(context, admin)
  const { email, mobile } = await userOf(user.id)
  const at = after(context.clock(), -DAY)
  await context.db.confirmedEmail.create({ data: { userId: user.id, email, at } })
  await context.db.confirmedMobile.create({ data: { userId: user.id, msisdn: mobile, at } })
  return { ...user, email, mobile }
}
/** Gives a user other contacts; resolves with the row, and what stops it. */
async function change(actor: Actor, id: string, email = 'new@firm.example', mobile = aMobile()) {
  value(await editUser(actor, await editedUser(context, { id, name: 'Ben', email, mobile }), context))
  const row = await context.db.contactChange.findFirstOrThrow({
    where: { userId: id },
    orderBy: { id: 'desc' },
  })
  return { row, stop: row.keyId ? contactStop(context.keys, { id: row.id, keyId: row.keyId }) : null }
}

test('who changed whose contacts is written down, with what undoes it derived and never stored', async () => {
  const { admin } = await aCompany(context)
  const old = await known(admin)
  const mobile = aMobile()
  const { row } = await change(admin, old.id, 'new@firm.example', mobile)
  expect(row).toMatchObject({
    companyId: admin.company.id,
    byId: admin.subject.id,
    kind: 'edited',
    oldEmail: old.email,
    newEmail: 'new@firm.example',
    oldMobile: old.mobile,
    newMobile: expect.stringContaining(mobile),
    expiresAt: after(row.at, DAY),
    stoppedAt: null,
  })
  const { token, code } = contactStop(context.keys, { id: row.id, keyId: row.keyId! })
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(code).toMatch(/^\d{8}$/)
  expect(Buffer.from(row.tokenHash!)).toEqual(Buffer.from(hashToken(token)))
  expect(row.reference).toMatch(/^[A-Z2-9]{8}$/)
})

test('a change of the name alone is none of the contacts', async () => {
  const { admin } = await aCompany(context)
  const { id } = await aUser(context, admin)
  value(await editUser(admin, await editedUser(context, { id, name: 'Ben K.' }), context))
  expect(await context.db.contactChange.count({ where: { userId: id } })).toBe(0)
})

test('whoever has signed in has confirmed their address; what stops a change goes to old contacts only', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  const { email, mobile } = await userOf(user.id)
  expect(await context.db.confirmedEmail.count({ where: { userId: user.id, email } })).toBe(1)
  const { row, stop: secrets } = await change(admin, user.id)
  const [plain, stopping] = [
    await dispatchAll(context, 'company.user_edited'),
    await dispatchAll(context, 'company.contact_change_stoppable'),
  ]
  const all = {
    mails: [...plain.mails, ...stopping.mails],
    texts: [...plain.texts, ...stopping.texts],
  }
  const [mails, texts] = [all.mails, all.texts].map((each) =>
    each.filter(({ text }) => text.includes(user.account)),
  ) as [typeof all.mails, typeof all.texts]
  const links = mails.filter(({ text }) => text.includes(`/stop?t=${secrets!.token}`))
  expect(links.map(({ to }) => to)).toEqual([email])
  expect(mails.map(({ to }) => to).sort()).toEqual([email, 'new@firm.example'].sort())
  const codes = texts.filter(({ text }) => text.includes(secrets!.code) && text.includes(row.reference!))
  expect(codes.map(({ to }) => to)).toEqual([mobile])
  expect(texts).toHaveLength(2)
})

test('a mistyped address stops nothing; its temporary password dies, and a new one goes to the right address', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const { mobile } = await userOf(user.id)
  const { row } = await change(admin, user.id, 'right@firm.example', mobile)
  expect(row).toMatchObject({ expiresAt: null, tokenHash: null, reference: null })
  expect(await temporaryPasswordOf(context, user.id)).not.toBe(user.password)
  expect(await context.db.temporaryPassword.count({ where: { userId: user.id, revokedAt: null } })).toBe(1)
  const created = await dispatchAll(context, 'company.user_created')
  expect(created.mails.filter(({ text }) => text.includes(user.account)).map(({ to }) => to)).toEqual([
    'right@firm.example',
  ])
  for (const { text } of (await dispatchAll(context, 'company.user_edited')).mails)
    expect(text).not.toContain('/stop')
  await expect(signIn(context, user.account, user.password)).rejects.toThrow('refused')
})

test('the link works once, gives nobody anything, and uses up what could stop later changes', async () => {
  const { admin } = await aCompany(context)
  const user = await known(admin)
  const first = await change(admin, user.id)
  const session = await signIn(context, user.account, await temporaryPasswordOf(context, user.id))
  // Whoever has the new address by now has confirmed it, and changes it once more: that gives them nothing to stop.
  const second = await change(admin, user.id, 'third@firm.example')
  expect(second.stop).not.toBeNull()
  expect(await getContactChange(first.stop!.token, context)).toMatchObject({ state: 'open', by: admin.name })
  const before = await userOf(user.id)
  const [one, other] = await Promise.all([1, 2].map(() => stop({ token: first.stop!.token })))
  expect([outcome(one!), outcome(other!)].sort()).toEqual(['company.stop_over', 'ok'])
  expect(await userOf(user.id)).toEqual(before)
  expect(await isIn(context, session)).toBe(false)
  expect(
    await context.db.temporaryPassword.count({ where: { userId: user.id, usedAt: null, revokedAt: null } }),
  ).toBe(0)
  expect(outcome(await stop({ token: second.stop!.token }))).toBe('company.stop_over')
  for (const { stop: secrets } of [first, second])
    expect(await getContactChange(secrets!.token, context)).toMatchObject({ state: 'stopped' })
  const fact = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'company.contact_change_stopped' },
  })
  expect(fact).toMatchObject({ actorKind: 'system', address: VISITOR.address, objectId: user.id })
  const { mails } = await dispatchAll(context, 'company.contact_change_stopped')
  const chief = (await userOf(admin.subject.id)).email
  expect(mails.map(({ to }) => to).sort()).toEqual(
    [chief, user.email, 'new@firm.example', 'third@firm.example'].sort(),
  )
})

test('the code of the SMS does the same, five tries and no more; nothing does after a day', async () => {
  const { admin } = await aCompany(context)
  const user = await known(admin)
  const { row, stop: secrets } = await change(admin, user.id)
  const reference = ` ${row.reference!.toLowerCase()} `
  for (let n = 0; n < 4; n++)
    expect(outcome(await stop({ reference, code: '00000000' }))).toBe('company.stop_wrong')
  const spoken = { reference, code: `${secrets!.code.slice(0, 4)} ${secrets!.code.slice(4)}` }
  expect(value(await stop(spoken)).token).toBe(secrets!.token)
  expect(await getContactChange(secrets!.token, context)).toMatchObject({ state: 'stopped' })

  const next = await known(admin)
  const late = await change(admin, next.id)
  for (let n = 0; n < 5; n++) await stop({ reference: late.row.reference, code: '00000000' })
  expect(outcome(await stop({ reference: late.row.reference, code: late.stop!.code }))).toBe(
    'company.stop_wrong',
  )
  expect(outcome(await stop({}))).toBe('company.stop_wrong')
  context.pass(DAY)
  expect(outcome(await stop({ token: late.stop!.token }))).toBe('company.stop_over')
  expect(await getContactChange(late.stop!.token, context)).toBeNull()
  expect(await userOf(next.id)).toMatchObject({ email: 'new@firm.example' })
})

test('stopping takes no factor away, and settling every one: whoever was not the right one may have made it', async () => {
  const { admin } = await aCompany(context)
  const { id: userId } = await known(admin)
  const { row, stop: secrets } = await change(admin, userId)
  for (const [name, at] of Object.entries({ before: after(row.at, -1), since: row.at })) {
    await context.db.secondFactor.create({ data: { userId, kind: 'passkey', name, createdAt: at } })
    await context.db.companyIdentity.create({
      data: { userId, companyId: admin.company.id, issuer: name, subject: userId, linkedAt: at },
    })
  }
  await context.db.backupCodes.create({
    data: { userId, sealedSeed: new Uint8Array(8), used: [], createdAt: row.at },
  })
  const where = { userId }
  const left = () =>
    Promise.all([
      context.db.secondFactor.count({ where }),
      context.db.companyIdentity.count({ where }),
      context.db.backupCodes.count({ where }),
    ])
  value(await stop({ token: secrets!.token }))
  expect(await left()).toEqual([2, 2, 1])
  await context.db.$transaction((tx) => endWaysIn(tx, userId, context.clock()))
  expect(await left()).toEqual([0, 0, 0])
})

test('who is suspended gets no way in at a new address, and has none at the old one', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  value(await suspendUser(admin, { id: user.id, reason: '' }, context))
  await dispatchAll(context, 'company.user_created')
  const { mobile } = await userOf(user.id)
  await change(admin, user.id, 'elsewhere@firm.example', mobile)
  expect(await context.db.temporaryPassword.count({ where: { userId: user.id, revokedAt: null } })).toBe(0)
  expect((await dispatchAll(context, 'company.user_created')).count).toBe(0)
})
