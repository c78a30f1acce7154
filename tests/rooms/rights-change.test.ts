import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { MOST_HELD, MOST_ROLES } from '@/lib/grants/bounds'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { changeMany } from '@/lib/grants/changes/change-many'
import { editPerson } from '@/lib/grants/changes/edit-person'
import { getChange, listChanges } from '@/lib/grants/changes/list-changes'
import { getReview } from '@/lib/grants/changes/preview-change'
import type { ProposalInput } from '@/lib/grants/changes/proposal'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { undoChange } from '@/lib/grants/changes/undo-change'
import { exportRights } from '@/lib/grants/files/export-rights'
import { importRights } from '@/lib/grants/files/import-rights'
import { getPerson } from '@/lib/grants/queries'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { applyChangeInput } from '@/lib/grants/schema'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { DAY, HOUR, after as later, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { LOCALES, type Locale } from '@/lib/kernel/locale'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { grantableIn, PERMISSIONS } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { changeRights, giveRight, takeRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()
const fresh = (actor: Actor): Actor => ({
  ...actor,
  now: context.clock(),
  proof: { ...actor.proof, at: context.clock() },
})
const again = async (account: string) => demoActor(context, account)
const apply = (actor: Actor, draft: string, more: { reason?: string; anyway?: number } = {}) =>
  applyChange(
    actor,
    { draft, reason: more.reason ?? 'As agreed', proof: undefined, anyway: more.anyway },
    context,
  )
/** Confirms everything that others may have changed. */
const ALL = 1_000
const propose = async (actor: Actor, proposal: ProposalInput) =>
  value(await proposeChange(actor, { kind: 'edited', proposal }, context)).id
const held = async (admin: Actor, id: string) =>
  (await getPerson(admin, id, context)).grants.map((grant) => grant.template ?? grant.functions?.[0]).sort()

/** A company with two cost centres of two lines each. */
async function aFleet() {
  const { admin, slug } = await aCompany(context)
  const lines = ['Drivers', 'Drivers', 'Sales', 'Sales'].map((costCentre, n) => ({
    company: slug,
    number: aMobile(),
    costCentre,
    billingAccount: `A-${n % 2}`,
  }))
  const { ids } = await deliver(context, lines)
  const centres = await context.db.costCentre.findMany({
    where: { companyId: admin.company.id },
    orderBy: { name: 'asc' },
  })
  const accounts = await context.db.billingAccount.findMany({
    where: { companyId: admin.company.id },
    orderBy: { number: 'asc' },
  })
  return {
    admin,
    slug,
    lines: ids,
    drivers: centres[0]!.id,
    sales: centres[1]!.id,
    accounts: accounts.map(({ id }) => id),
  }
}

describe('a change of rights', () => {
  test('A1 nobody gives more than they hold, nor longer, nor elsewhere: the refusal lists what is missing', async () => {
    const { admin, drivers, sales } = await aFleet()
    const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
    value(await giveRight(context, admin, ben.id, 'user_administrator'))
    value(
      await giveRight(context, admin, ben.id, `fleet_manager@centre:${drivers}`, {
        to: later(context.clock(), 9 * DAY).toISOString(),
      }),
    )
    const actor = await again(ben.account)
    const give = (item: string, to?: Date) =>
      giveRight(context, actor, eve.id, item, to ? { to: to.toISOString() } : {})
    const beyond = await give('finance')
    expect(beyond).toMatchObject({
      ok: false,
      refusal: { code: 'grants.beyond_own', values: { functions: expect.stringContaining('bill:pay') } },
    })
    expect(outcome(await give(`fleet_manager@centre:${sales}`, later(context.clock(), DAY)))).toBe(
      'grants.beyond_own',
    )
    expect(outcome(await give(`fleet_manager@centre:${drivers}`))).toBe('grants.beyond_own')
    expect(outcome(await give(`fleet_manager@centre:${drivers}`, later(context.clock(), 10 * DAY)))).toBe(
      'grants.beyond_own',
    )
    expect(outcome(await give(`fleet_manager@centre:${drivers}`, later(context.clock(), 9 * DAY)))).toBe('ok')
    expect(outcome(await give('user_administrator'))).toBe('ok')
    expect(outcome(await giveRight(context, actor, ben.id, 'user_administrator'))).toBe('company.not_oneself')
    expect(outcome(await giveRight(context, actor, admin.subject.id, 'user_administrator'))).toBe(
      'grants.nothing_changed',
    )
    expect(outcome(await give('user_administrator'))).toBe('grants.nothing_changed')
    await expect(
      giveRight(
        context,
        await again(eve.account).then((other) => ({ ...other, subject: { ...other.subject, grants: [] } })),
        ben.id,
        'finance',
      ),
    ).rejects.toBeInstanceOf(NotFound)
  })

  test('A1 no sequence of grants by others than main administrators ever yields more than somebody of them held', async () => {
    const items = [...TEMPLATE_KEYS, ...grantableIn('customer')]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom(...items), fc.nat(3)), {
          minLength: 4,
          maxLength: 12,
        }),
        async (start, steps) => {
          const { admin, drivers } = await aFleet()
          const users = [
            await aUser(context, admin),
            await aUser(context, admin),
            await aUser(context, admin),
          ]
          const scopes = ['company', `centre:${drivers}`]
          for (const item of [...start, 'right:grant', 'right:view', 'user:view'])
            await giveRight(
              context,
              admin,
              users[0]!.id,
              `${item}@${scopes[start.length % 2 && /^(right|user)/.test(item) ? 0 : start.length % 2]}`,
            )
          const target = [{ companyId: admin.company.id }, { companyId: admin.company.id, centreId: drivers }]
          const may = async () => {
            const all = new Set<string>()
            for (const { account } of users) {
              const { subject } = await again(account)
              for (const fn of PERMISSIONS)
                for (const [n, where] of target.entries())
                  if (can(subject, fn, where, context.clock())) all.add(`${fn} ${n}`)
            }
            return all
          }
          const first = await may()
          for (const [by, to, item, kind] of steps) {
            const actor = fresh(await again(users[by]!.account))
            const group =
              kind === 3
                ? { remove: [`${item}@company`] }
                : { add: [{ item: `${item}@${scopes[kind % 2]}` }], replace: kind === 2 }
            await changeRights(context, actor, {
              proposal: { groups: [{ people: [users[to]!.id], ...group }] },
            }).catch((error) => {
              if (!(error instanceof NotFound)) throw error
            })
          }
          for (const each of await may()) expect(first.has(each), each).toBe(true)
        },
      ),
      { numRuns: 12 },
    )
  }, 90_000)

  test('A3 what is ticked brings along what it needs, what is unticked takes along what falls', async () => {
    const { admin, drivers, sales } = await aFleet()
    const eve = await aUser(context, admin)
    const form = { person: eve.id, seen: 999, role: '', place: '', until: '' }
    const ticked = value(
      await editPerson(admin, { ...form, had: [], ticked: [`usage:export@centre:${drivers}`] }, context),
    )
    value(await apply(admin, ticked.id))
    expect(await held(admin, eve.id)).toEqual(['line:view', 'usage:export', 'usage:view'])
    const had = ['line:view', 'usage:export', 'usage:view'].map((fn) => `${fn}@centre:${drivers}`)
    const left = had.filter((item) => !item.startsWith('line:view'))
    const unticked = value(await editPerson(admin, { ...form, had, ticked: left }, context))
    expect(
      (await getReview(admin, unticked.id, context)).groups[0]?.loses.map(({ fn }) => fn).sort(),
    ).toEqual(['line:view', 'usage:export', 'usage:view'])
    value(await apply(admin, unticked.id))
    expect(await held(admin, eve.id)).toEqual([])
    // Held elsewhere, it falls nowhere.
    value(await giveRight(context, admin, eve.id, 'line:view'))
    const elsewhere = value(
      await editPerson(
        admin,
        { ...form, had: ['line:view@company'], ticked: ['line:view@company', `line:edit@centre:${sales}`] },
        context,
      ),
    )
    value(await apply(admin, elsewhere.id))
    expect(await held(admin, eve.id)).toEqual(['line:edit', 'line:view'])
  })

  test('A4 what the review shows is what is applied, for any change of any people', async () => {
    const words = [...TEMPLATE_KEYS, 'line:view', 'usage:view', 'bill:view', 'line:terminate'] as const
    const item = fc.tuple(fc.constantFrom(...words), fc.nat(2))
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 4 }),
        fc.array(item, { maxLength: 3 }),
        fc.array(item, { maxLength: 2 }),
        fc.boolean(),
        async (before, add, remove, replace) => {
          const { admin, drivers, accounts } = await aFleet()
          const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
          const scopes = ['company', `centre:${drivers}`, `account:${accounts[0]}`]
          const key = ([word, n]: readonly [string, number]) => `${word}@${scopes[n]}`
          for (const each of before) await giveRight(context, admin, eve.id, key(each))
          const proposed = await proposeChange(
            admin,
            {
              kind: 'edited',
              proposal: {
                groups: [
                  {
                    people: [eve.id, fay.id],
                    add: add.map((each) => ({ item: key(each) })),
                    remove: remove.map(key),
                    replace,
                  },
                ],
              },
            },
            context,
          )
          if (!proposed.ok) return
          const review = await getReview(admin, proposed.value.id, context)
          const all = async (id: string) => {
            const { subject } = await getPerson(fresh(admin), id, context)
            const targets = [
              { companyId: admin.company.id },
              { companyId: admin.company.id, centreId: drivers },
              { companyId: admin.company.id, accountId: accounts[0]! },
            ]
            return new Set(
              PERMISSIONS.flatMap((fn) =>
                targets.flatMap((target, n) =>
                  can(subject, fn, target, context.clock()) ? [`${fn}@${scopes[n]}`] : [],
                ),
              ),
            )
          }
          const was = new Map([
            [eve.id, await all(eve.id)],
            [fay.id, await all(fay.id)],
          ])
          const done = await apply(admin, proposed.value.id)
          expect(done.ok ? done.value.people : 0).toBe(review.people)
          for (const { id } of [eve, fay]) {
            const is = await all(id)
            const mine = review.groups.filter(({ people }) => people.some((person) => person.id === id))
            const shown = (list: 'gains' | 'loses') =>
              mine.flatMap((group) => group[list].map(({ fn, place }) => `${fn}@${place}`))
            // Everything that is told comes true, and nothing changes in a place that a change names without being told.
            for (const gain of shown('gains'))
              expect([was.get(id)!.has(gain), is.has(gain)], gain).toEqual([false, true])
            for (const loss of shown('loses'))
              expect([was.get(id)!.has(loss), is.has(loss)], loss).toEqual([true, false])
            if (mine.length === 0) expect(is).toEqual(was.get(id))
            const company = [...is].filter((each) => each.endsWith('@company') && !was.get(id)!.has(each))
            expect(company.filter((each) => !shown('gains').includes(each))).toEqual([])
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 90_000)

  test('A4 who comes second sees both changes, and nothing is overwritten silently', async () => {
    const { admin } = await aCompany(context)
    const [ben, eve, fay] = [
      await aUser(context, admin),
      await aUser(context, admin),
      await aUser(context, admin),
    ]
    value(await giveRight(context, admin, ben.id, 'user_administrator'))
    const mine = await propose(admin, { groups: [{ people: [eve.id], add: [{ item: 'finance@company' }] }] })
    const other = await propose(admin, { groups: [{ people: [fay.id], add: [{ item: 'orders@company' }] }] })
    value(await giveRight(context, await again(ben.account), eve.id, 'user_administrator'))
    expect(outcome(await apply(admin, mine))).toBe('grants.changed_meanwhile')
    const review = await getReview(admin, mine, context)
    expect(review.conflicts).toMatchObject([
      {
        by: expect.stringContaining('Ben Kővári (user'),
        names: [expect.stringContaining('Ben Kővári (user')],
      },
    ])
    expect(review.groups[0]?.gains.map(({ fn }) => fn)).toContain('bill:pay')
    expect(await held(admin, eve.id)).toEqual(['user_administrator'])
    value(await apply(admin, mine, { anyway: review.conflicts[0]!.number }))
    expect(await held(admin, eve.id)).toEqual(['finance', 'user_administrator'])
    // What touches others is none of it.
    value(await apply(admin, other))
    expect(outcome(await apply(admin, other))).toBe('grants.applied_already')
  })

  const ELSE: [what: string, more: (admin: Actor, ids: { eve: string; fay: string }) => Promise<unknown>][] =
    [
      ['gave her a role', (admin, { eve }) => giveRight(context, admin, eve, 'fleet_manager')],
      ['gave her a function', (admin, { eve }) => giveRight(context, admin, eve, 'line:view')],
      ['took what she held', (admin, { eve }) => takeRight(context, admin, eve, 'orders')],
      [
        'gave her the same for a day',
        (admin, { eve }) =>
          changeRights(context, admin, {
            proposal: {
              groups: [
                {
                  people: [eve],
                  add: [{ item: 'finance@company', to: later(context.clock(), DAY).toISOString() }],
                },
              ],
            },
          }),
      ],
      [
        'gave several something',
        (admin, { eve, fay }) =>
          changeRights(context, admin, {
            proposal: { groups: [{ people: [eve, fay], add: [{ item: 'bill:view@company' }] }] },
          }),
      ],
      [
        'replaced all she held',
        (admin, { eve }) =>
          changeRights(context, admin, {
            proposal: {
              groups: [{ people: [eve], replace: true, add: [{ item: 'user_administrator@company' }] }],
            },
          }),
      ],
    ]
  test.each(ELSE)(
    'A4 what is confirmed is what was shown: whoever %s since is shown too',
    async (_what, change) => {
      const { admin } = await aCompany(context)
      const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
      value(await giveRight(context, admin, eve.id, 'orders'))
      const draft = await propose(admin, {
        groups: [{ people: [eve.id], add: [{ item: 'finance@company' }] }],
      })
      value(await giveRight(context, fresh(admin), eve.id, 'user_administrator'))
      const shown = (await getReview(admin, draft, context)).conflicts.at(-1)!.number
      value((await change(fresh(admin), { eve: eve.id, fay: fay.id })) as never)
      const before = await held(admin, eve.id)
      expect(outcome(await apply(admin, draft, { anyway: shown }))).toBe('grants.changed_meanwhile')
      expect(await held(admin, eve.id)).toEqual(before)
      const anew = await getReview(admin, draft, context)
      expect(anew.conflicts.map(({ number }) => number)).toEqual([shown, shown + 1])
      value(await apply(admin, draft, { anyway: shown + 1 }))
    },
  )

  test('A4 of more conflicts than are shown the last ones are, with how many came before', async () => {
    const { admin } = await aCompany(context)
    const eve = await aUser(context, admin)
    const draft = await propose(admin, { groups: [{ people: [eve.id], add: [{ item: 'finance@company' }] }] })
    for (let n = 0; n < 11; n++) {
      value(await giveRight(context, fresh(admin), eve.id, 'orders'))
      value(await takeRight(context, fresh(admin), eve.id, 'orders'))
    }
    const { conflicts, moreConflicts } = await getReview(admin, draft, context)
    expect([conflicts.length, moreConflicts]).toEqual([20, 2])
    const numbers = conflicts.map(({ number }) => number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(outcome(await apply(admin, draft, { anyway: numbers.at(-2)! }))).toBe('grants.changed_meanwhile')
    value(await apply(admin, draft, { anyway: numbers.at(-1)! }))
  })

  test.each([undefined, '', 'on', 'yes', '0', '-1', '1.5', 'NaN', '1e99', '99999999999', 'null', ' '])(
    'A4 a form that says %j confirms nothing',
    (anyway) => {
      const read = applyChangeInput.parse({ draft: newId(), anyway })
      expect(read.anyway).toBeUndefined()
    },
  )

  test('A5 a change of 500 people is all or nothing, tells who it does not concern, and is taken back as one', async () => {
    const { admin } = await aCompany(context)
    const now = context.clock()
    const ids = Array.from({ length: 500 }, () => newId())
    await context.db.user.createMany({
      data: ids.map((id, n) => ({
        id,
        companyId: admin.company.id,
        login: `m${n}`,
        name: `Many ${n}`,
        email: `m${n}@x.example`,
        mobile: `+36${aMobile()}`,
        createdAt: now,
      })),
    })
    value(await giveRight(context, admin, ids[0]!, 'orders'))
    value(await giveRight(context, admin, ids[1]!, 'finance'))
    const people = [...ids, admin.subject.id]
    const { id: draft } = value(
      await changeMany(
        admin,
        { people: people.join(' '), mode: 'give', role: 'finance', place: 'company', until: '', from: '' },
        context,
      ),
    )
    const review = await getReview(admin, draft, context)
    expect([review.people, review.added, review.skipped.map(({ why }) => why)]).toEqual(
      [499, 499, ['nothing', 'oneself'].sort()].map((each) => each),
    )
    const change = value(await apply(admin, draft))
    expect(change.people).toBe(499)
    expect(await getChange(admin, change.number, context)).toMatchObject({
      added: 499,
      removed: 0,
      people: 499,
    })
    // One who is not of the company: nobody gets anything.
    const stranger = await aUser(context, (await aCompany(context)).admin)
    await expect(
      changeMany(
        admin,
        {
          people: [...ids, stranger.id].join(' '),
          mode: 'give',
          role: 'orders',
          place: 'company',
          until: '',
          from: '',
        },
        context,
      ),
    ).rejects.toBeInstanceOf(NotFound)
    // Somebody has been changed since: that stays.
    value(await takeRight(context, admin, ids[5]!, 'finance'))
    const undo = value(await undoChange(admin, { number: change.number }, context))
    const back = value(await apply(admin, undo.id))
    expect(back.people).toBe(498)
    expect([await held(admin, ids[0]!), await held(admin, ids[1]!), await held(admin, ids[9]!)]).toEqual([
      ['orders'],
      ['finance'],
      [],
    ])
    expect(outcome(await undoChange(admin, { number: change.number }, context))).toBe('grants.undone_already')
    context.pass(DAY)
    expect(outcome(await undoChange(fresh(admin), { number: back.number }, context))).toBe('grants.undo_over')
  })

  test('A7 lists return only what the check allows, page by page', async () => {
    const { admin, drivers, lines } = await aFleet()
    const dan = await aUser(context, admin)
    value(await giveRight(context, admin, dan.id, `fleet_manager@centre:${drivers}`))
    const actor = await again(dan.account)
    const seen: string[] = []
    let next: string | undefined
    do {
      const page = await listLines(actor, listLinesInput.parse({ after: next }), context, { size: 1 })
      seen.push(...page.rows.map(({ id }) => id))
      next = page.next ?? undefined
    } while (next)
    expect(seen.sort()).toEqual([lines[0]!, lines[1]!].sort())
  })

  test('A9 a temporary right ends at the second, also between review and save', async () => {
    const { admin, drivers } = await aFleet()
    const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
    const end = later(context.clock(), HOUR)
    value(await giveRight(context, admin, eve.id, `line:view@centre:${drivers}`, { to: end.toISOString() }))
    value(await giveRight(context, admin, ben.id, 'user_administrator', { to: end.toISOString() }))
    const draft = await propose(await again(ben.account), {
      groups: [{ people: [eve.id], add: [{ item: 'user:view@company', to: end.toISOString() }] }],
    })
    const listed = async () => listLines(fresh(await again(eve.account)), listLinesInput.parse({}), context)
    context.pass(HOUR - 1)
    expect((await listed()).rows).toHaveLength(2)
    context.pass(1)
    await expect(listed()).rejects.toBeInstanceOf(NotFound)
    await expect(apply(fresh(await again(ben.account)), draft)).rejects.toBeInstanceOf(NotFound)
    const late = await propose(fresh(admin), {
      groups: [
        {
          people: [eve.id],
          add: [{ item: 'user:view@company', to: later(context.clock(), MINUTE).toISOString() }],
        },
      ],
    })
    context.pass(MINUTE)
    expect(outcome(await apply(fresh(admin), late))).toBe('grants.period_over')
  })

  test('A10 every change stands in the audit with who, before, after and why', async () => {
    const { admin, drivers } = await aFleet()
    const eve = await aUser(context, admin)
    value(await giveRight(context, admin, eve.id, 'orders'))
    const proposal = {
      groups: [{ people: [eve.id], add: [{ item: `fleet_manager@centre:${drivers}` }], replace: true }],
    }
    const { number } = value(await changeRights(context, admin, { proposal, reason: 'Runs the depot now' }))
    const entry = await context.db.auditEntry.findFirstOrThrow({
      where: { companyId: admin.company.id },
      orderBy: { seq: 'desc' },
    })
    expect(entry).toMatchObject({
      ...{
        action: 'grants.edited',
        actorName: admin.name,
        objectName: `#${number}`,
        reason: 'Runs the depot now',
      },
      before: { rights: ['orders'] },
      after: { people: [eve.account], rights: ['fleet_manager @ cost centre Drivers'] },
    })
    expect(
      outcome(
        await applyChange(
          admin,
          {
            draft: await propose(admin, { groups: [{ people: [eve.id], replace: true }] }),
            reason: '',
            proof: undefined,
          },
          context,
        ),
      ),
    ).toBe('grants.reason_missing')
  })

  test('A11 renaming changes nothing: people, cost centres and roles are known by their ids', async () => {
    const { admin, drivers, lines } = await aFleet()
    const dan = await aUser(context, admin)
    value(await giveRight(context, admin, dan.id, `fleet_manager@centre:${drivers}`))
    await context.db.costCentre.update({ where: { id: drivers }, data: { name: 'Chauffeurs' } })
    await context.db.user.update({ where: { id: dan.id }, data: { name: 'Daniel' } })
    const page = await listLines(await again(dan.account), listLinesInput.parse({}), context)
    expect(page.rows.map(({ id }) => id).sort()).toEqual([lines[0]!, lines[1]!].sort())
  })

  test('nobody holds more than so many rights, which the database knows as well', async () => {
    const { admin } = await aCompany(context)
    const eve = await aUser(context, admin)
    await context.sql.$executeRaw`
      INSERT INTO subscription (id, company_id, msisdn, created_at)
      SELECT gen_random_uuid(), ${admin.company.id}::uuid, '+3631' || (1000000 + n), now() FROM generate_series(1, 100) n`
    const fill = (most: number) => context.sql.$executeRaw`
      INSERT INTO "grant" (id, company_id, user_id, function, line_id, valid_from)
      SELECT gen_random_uuid(), l.company_id, ${eve.id}::uuid, f, l.id, now()
      FROM subscription l, unnest(${PERMISSIONS.slice(0, 50)}::text[]) f WHERE l.company_id = ${admin.company.id}::uuid
      ORDER BY l.id, f LIMIT ${most}`
    await expect(fill(MOST_HELD + 1)).rejects.toThrow('grant_most_held')
    await fill(MOST_HELD)
    expect(outcome(await giveRight(context, admin, eve.id, 'auditor'))).toBe('grants.held_too_much')
    // What has ended makes room, here and for whoever stands in.
    await context.sql.$executeRaw`
      UPDATE "grant" SET ended_at = now() WHERE id = (SELECT id FROM "grant" WHERE user_id = ${eve.id}::uuid LIMIT 1)`
    expect(outcome(await giveRight(context, admin, eve.id, 'auditor'))).toBe('ok')
  })

  test('who stands in for several holds no more than one may of all of them together', async () => {
    const { admin, slug } = await aCompany(context)
    const [eve, fay, gus] = [
      await aUser(context, admin),
      await aUser(context, admin),
      await aUser(context, admin),
    ]
    for (const fn of ['bill:view', 'line:view']) value(await giveRight(context, admin, eve.id, fn))
    const day = context.clock().toISOString().slice(0, 10)
    await context.sql.$executeRaw`
      INSERT INTO substitution (id, company_id, user_id, substitute_id, valid_from, valid_to, by_id, grant_ids)
      SELECT gen_random_uuid(), ${admin.company.id}::uuid, ${gus.id}::uuid, ${fay.id}::uuid, ${context.clock()},
        ${context.clock()}::timestamptz + interval '1 day', ${admin.subject.id}::uuid, array_agg(gen_random_uuid())
      FROM generate_series(1, ${MOST_HELD - 1})`
    const appoint = () =>
      appointSubstitute(
        fresh(admin),
        {
          id: eve.id,
          substitute: `${fay.login}@${slug}`,
          from: day,
          until: day,
          reason: '',
          proof: undefined,
        },
        context,
      )
    expect(outcome(await appoint())).toBe('grants.held_too_much')
    value(await takeRight(context, admin, eve.id, 'line:view'))
    expect(outcome(await appoint())).toBe('ok')
  })

  test('a change gives and takes so much, over all its people together, and no more', async () => {
    const { admin } = await aCompany(context)
    const people = Array.from({ length: 8_334 }, newId)
    const change = (whom: string[]) => {
      const add = ['bill:view', 'line:view', 'user:view'].map((fn) => ({ item: `${fn}@company` }))
      return proposeChange(admin, { kind: 'edited', proposal: { groups: [{ people: whom, add }] } }, context)
    }
    expect(outcome(await change(people))).toBe('grants.too_much')
    // Nobody is there, but that is asked later.
    await expect(change(people.slice(1))).rejects.toBeInstanceOf(NotFound)
  })

  test('a change is judged by what its author holds when it is applied', async () => {
    const { admin } = await aCompany(context)
    const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
    value(await giveRight(context, admin, ben.id, 'user_administrator'))
    const actor = await again(ben.account)
    const draft = await propose(actor, {
      groups: [{ people: [eve.id], add: [{ item: 'user:edit@company' }] }],
    })
    value(await takeRight(context, admin, ben.id, 'user_administrator'))
    value(await giveRight(context, admin, ben.id, 'right:grant'))
    expect(outcome(await apply(actor, draft))).toBe('grants.beyond_own')
  })

  test('a company makes so many roles of its own and no more; those it has can be changed', async () => {
    const { admin } = await aCompany(context)
    await context.sql.$executeRaw`
      INSERT INTO rights_template (id, company_id, name, functions, created_at)
      SELECT gen_random_uuid(), ${admin.company.id}::uuid, 'Role ' || n, '{line:view}', now()
      FROM generate_series(1, ${MOST_ROLES}) n`
    const role = { name: 'One more', meant: '', version: 0, retire: false, id: undefined, asks: [] }
    const functions = ['bill:view' as const]
    expect(outcome(await editTemplate(admin, { ...role, functions }, context))).toBe('grants.too_many_roles')
    const { id, version } = await context.db.rightsTemplate.findFirstOrThrow({
      where: { companyId: admin.company.id },
    })
    value(await editTemplate(admin, { ...role, id, version, functions }, context))
  })

  test('drafts proposed while there was room do not make more; a role that is retired frees its place', async () => {
    const { admin } = await aCompany(context)
    await context.sql.$executeRaw`
      INSERT INTO rights_template (id, company_id, name, functions, created_at)
      SELECT gen_random_uuid(), ${admin.company.id}::uuid, 'Role ' || n, '{line:view}', now()
      FROM generate_series(1, ${MOST_ROLES - 1}) n`
    const role = { meant: '', version: 0, retire: false, id: undefined, asks: [] }
    const draft = async (name: string) =>
      value(await editTemplate(admin, { ...role, name, functions: ['bill:view'] }, context)).id
    const [first, second] = [await draft('First'), await draft('Second')]
    value(await apply(admin, first))
    expect(outcome(await apply(admin, second))).toBe('grants.too_many_roles')
    const { id, version } = await context.db.rightsTemplate.findFirstOrThrow({
      where: { companyId: admin.company.id },
    })
    const ended = { ...role, name: 'Ended', id, version, retire: true, functions: [] }
    value(await apply(admin, value(await editTemplate(admin, ended, context)).id))
    value(await apply(admin, await draft('Third')))
  })

  test('A12 changing a role shows whom it concerns before it is saved; one that was changed meanwhile is refused', async () => {
    const { admin } = await aCompany(context)
    const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
    const role = { name: 'Front desk', meant: '', version: 0, retire: false, id: undefined, asks: [] }
    const made = value(await editTemplate(admin, { ...role, functions: ['bill:view', 'line:view'] }, context))
    value(await apply(admin, made.id))
    const own = await context.db.rightsTemplate.findFirstOrThrow({ where: { companyId: admin.company.id } })
    value(await giveRight(context, admin, eve.id, own.id))
    const changed = { ...role, id: own.id, version: 1 }
    const [first, second] = [
      value(await editTemplate(admin, { ...changed, functions: ['bill:pay'] }, context)).id,
      value(await editTemplate(admin, { ...changed, functions: ['line:view'] }, context)).id,
    ]
    const review = await getReview(admin, first, context)
    expect(
      review.groups.map(({ people, gains, loses }) => [
        people.map(({ id }) => id),
        gains.map(({ fn }) => fn),
        loses.map(({ fn }) => fn),
      ]),
    ).toEqual([[[eve.id], ['bill:pay'], ['line:view']]])
    value(await apply(admin, first))
    expect(
      can((await again(eve.account)).subject, 'bill:pay', { companyId: admin.company.id }, context.clock()),
    ).toBe(true)
    expect(outcome(await apply(admin, second))).toBe('grants.changed_meanwhile')
    expect(outcome(await apply(admin, second, { anyway: ALL }))).toBe('grants.template_changed_meanwhile')
    // A role that ends meanwhile can no longer be given.
    const gift = await propose(admin, {
      groups: [{ people: [fay.id], add: [{ item: `${own.id}@company` }] }],
    })
    const end = value(
      await editTemplate(admin, { ...changed, version: 2, retire: true, functions: [] }, context),
    )
    value(await apply(admin, end.id))
    expect(await held(admin, eve.id)).toEqual([])
    expect(outcome(await apply(admin, gift, { anyway: ALL }))).toBe('grants.template_gone')
  })

  test('A13 a phone number never reaches company level, whatever is granted; its ceiling is set and taken back', async () => {
    const { admin, lines } = await aFleet()
    const limits = [
      { numbers: lines, functions: ['number:sign_in', 'own_line:view', 'own_usage:view', 'own_line:block'] },
    ]
    const change = value(
      await changeRights(context, admin, { proposal: { limits }, kind: 'numbers_limited' }),
    )
    expect(change.numbers).toBe(4)
    expect(await context.db.numberCeiling.count({ where: { companyId: admin.company.id } })).toBe(4)
    value(
      await changeRights(context, admin, {
        proposal: { limits: [{ numbers: [lines[0]!], functions: null }] },
        kind: 'numbers_limited',
      }),
    )
    const undo = value(await undoChange(admin, { number: change.number }, context))
    expect((await getReview(admin, undo.id, context)).numbers).toBe(3)
    value(await apply(admin, undo.id))
    expect(await context.db.numberCeiling.count({ where: { companyId: admin.company.id } })).toBe(0)
  })

  test('A8 drafts, changes, people, roles and scopes of another company are not there', async () => {
    const [mine, theirs] = [await aFleet(), await aFleet()]
    const [eve, fay] = [await aUser(context, mine.admin), await aUser(context, theirs.admin)]
    const draft = await propose(mine.admin, {
      groups: [{ people: [eve.id], add: [{ item: 'finance@company' }] }],
    })
    const tries = [
      () => getReview(theirs.admin, draft, context),
      () => apply(theirs.admin, draft),
      () => getPerson(theirs.admin, eve.id, context),
      () => getChange(theirs.admin, 999, context),
      () => giveRight(context, mine.admin, fay.id, 'finance'),
      () =>
        changeRights(context, mine.admin, {
          proposal: { limits: [{ numbers: [theirs.lines[0]!], functions: [] }] },
        }),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toBeInstanceOf(NotFound)
    // Somebody else's places are as unknown as ones that are made up.
    for (const place of [`account:${theirs.accounts[0]}`, `line:${theirs.lines[0]}`, `line:${eve.id}`])
      expect(await giveRight(context, mine.admin, eve.id, `line:view@${place}`)).toMatchObject({
        refusal: { code: 'grants.no_such_places', values: { count: 1 } },
      })
    expect((await listChanges(mine.admin, {}, context)).rows).toEqual([])
  })

  test('two administrators that save at the same moment take turns: each change has its own number', async () => {
    const { admin } = await aCompany(context)
    const people = [await aUser(context, admin), await aUser(context, admin), await aUser(context, admin)]
    const drafts = await Promise.all(
      people.map(({ id }) =>
        propose(admin, { groups: [{ people: [id], add: [{ item: 'finance@company' }] }] }),
      ),
    )
    const results = await Promise.all([...drafts, drafts[0]!].map((draft) => apply(admin, draft)))
    expect(results.map(outcome).sort()).toEqual(['grants.applied_already', 'ok', 'ok', 'ok'])
    expect((await listChanges(admin, {}, context)).rows.map(({ number }) => number)).toEqual([3, 2, 1])
  })
})

describe('the file of rights', () => {
  const bring = (actor: Actor, text: string) =>
    importRights(actor, { file: new File([text], 'rights.csv', { type: 'text/csv' }) }, context)
  const taken = async (actor: Actor, locale: Locale = 'en') => {
    let text = ''
    for await (const chunk of value(await exportRights(actor, { format: 'csv', locale }, context)).bytes)
      text += Buffer.from(chunk).toString()
    return text
  }

  test('goes round: what was taken changes nothing; what was changed in it becomes exactly so', async () => {
    const { admin, drivers, lines } = await aFleet()
    const [ben, eve, fay] = [
      await aUser(context, admin),
      await aUser(context, admin),
      await aUser(context, admin),
    ]
    const end = later(context.clock(), 30 * DAY)
      .toISOString()
      .slice(0, 10)
    value(await giveRight(context, admin, ben.id, 'user_administrator'))
    value(await giveRight(context, admin, eve.id, `fleet_manager@centre:${drivers}`))
    value(await giveRight(context, admin, eve.id, `usage:view@line:${lines[2]}`))
    const text = await taken(admin)
    expect(text.trim().split('\r\n')).toHaveLength(5)
    for (const locale of LOCALES)
      expect(outcome(await bring(admin, await taken(admin, locale)))).toBe('grants.nothing_changed')
    const changed = text
      .replace(
        `"${eve.account}","fleet_manager","centre:Drivers",`,
        `${eve.account},fleet_manager,centre:Sales,${end}`,
      )
      .replace(`"${fay.account}",,,`, `${fay.account},orders,company,`)
    const { id } = value(await bring(admin, changed))
    value(await apply(admin, id))
    expect(await held(admin, fay.id)).toEqual(['orders'])
    const { grants, frame } = await getPerson(admin, eve.id, context)
    const role = grants.find(({ template }) => template === 'fleet_manager')!
    expect(frame.places.find((place) => place.scope.kind === 'centre')?.name).toBe('Sales')
    expect(role.validTo?.toISOString()).toContain(end)
    expect(await taken(admin)).toContain(`"${eve.account}","fleet_manager","centre:Sales","${end}"`)
  })

  test('is read however spreadsheets and archives write it; a row or column too many or too few is told', async () => {
    const { admin } = await aFleet()
    const eve = await aUser(context, admin)
    const zipped = async (...names: string[]) => {
      const zip = new ZipFile()
      for (const name of names) zip.addBuffer(Buffer.from(PLAIN), name)
      zip.end()
      return buffer(zip.outputStream)
    }
    const PLAIN = `user,what,where,until\n${eve.login},orders,company,\n`
    const semicolons = PLAIN.replaceAll(',', ';')
    const READ: [string, string | Buffer][] = [
      ['commas', PLAIN],
      ['semicolons', semicolons],
      ['tabs', PLAIN.replaceAll(',', '\t')],
      ['a line that says the separator', `sep=;\n${semicolons}`],
      ['the same of commas, after a byte order mark', `\ufeffsep=,\r\n${PLAIN.replaceAll('\n', '\r\n')}`],
      ['rows of nothing', `${semicolons};;;\n\n ; ;; \n`],
      ['rows of nothing before all others', semicolons.replace('\n', '\n;;;\n')],
      ['blanks around names and cells', PLAIN.replaceAll(',', ' , ')],
      ['columns in another order', `until,where,what,user\n,company,orders,${eve.login}\n`],
      ['quotes', `"user","what","where","until"\n"${eve.account}","orders","company",""\n`],
      ['a right twice, alike', `${PLAIN}${eve.account},orders,company,\n`],
      ['gzip', gzipSync(PLAIN)],
      ['zip', await zipped('rights.csv')],
    ]
    for (const [what, content] of READ) {
      const brought = await importRights(
        admin,
        { file: new File([new Uint8Array(Buffer.from(content))], 'rights.csv') },
        context,
      )
      expect(outcome(brought), what).toBe('ok')
      const { groups } = await getReview(admin, value(brought).id, context)
      expect(groups, what).toHaveLength(1)
    }
    const REFUSED: [string, string | Buffer, string, number?][] = [
      ['a short row', `${PLAIN}${eve.login},orders\n`, 'grants.file_problems', 3],
      ['a long row', `${PLAIN}${eve.login},orders,company,,x\n`, 'grants.file_problems', 3],
      ['a comma in a cell', `${PLAIN}${eve.login},line:view,line:Minta, Béla,\n`, 'grants.file_problems', 3],
      ['a short first row', `user;what;where;until\n${eve.login};orders\n`, 'grants.file_problems', 2],
      [
        'a right twice, once with an end',
        `${PLAIN}${eve.login},orders,company,2027-12-31\n`,
        'grants.file_problems',
        3,
      ],
      [
        'twice, with two ends',
        `${PLAIN.trim()}2027-11-30\n${eve.account},orders,company,2027-12-31\n`,
        'grants.file_problems',
        3,
      ],
      ['a doubled column', PLAIN.replace('until', 'until,what'), 'files.column_twice'],
      ['a column doubled with blanks', PLAIN.replace('until', 'until, user '), 'files.column_twice'],
      ['no column of people', PLAIN.replace('user', 'person'), 'files.columns'],
      ['two files', await zipped('a.csv', 'b.csv'), 'files.several_files'],
      ['a broken archive', gzipSync(PLAIN).subarray(0, 20), 'files.packed'],
      ['nothing', '', 'files.columns'],
    ]
    for (const [what, content, code, row] of REFUSED) {
      const brought = await importRights(
        admin,
        { file: new File([new Uint8Array(Buffer.from(content))], 'rights.csv') },
        context,
      )
      expect(outcome(brought), what).toBe(code)
      if (row && !brought.ok)
        expect(
          brought.refusal.rows?.map((each) => each.row),
          what,
        ).toEqual([row])
    }
  })

  test('10,000 rows with ten mistakes: each is told with its row, and nothing is half-done', async () => {
    const { admin } = await aFleet()
    const eve = await aUser(context, admin)
    const now = context.clock()
    await context.db.user.createMany({
      data: Array.from({ length: 9_990 }, (_, n) => ({
        ...{ companyId: admin.company.id, login: `r${n}`, name: `Row ${n}`, email: `r${n}@x.example` },
        ...{ mobile: `+36209${String(n).padStart(6, '0')}`, createdAt: now },
      })),
    })
    const good = Array.from({ length: 9_990 }, (_, n) => `r${n},orders,company,`)
    const bad = [
      'nobody,orders,company,',
      `${eve.login},emperor,company,`,
      `${eve.login},orders,centre:Nowhere,`,
      `${eve.login},orders,company,2027-02-31`,
      `${eve.login},orders,company,2020-01-01`,
      `${eve.login},orders,,`,
      `${eve.login},,company,`,
      `${eve.login},orders,line:999,`,
      `${eve.login},orders,account:A-9,`,
      `${eve.login},finance,COMPANY,`,
    ]
    const rows = [...good.slice(0, 5_000), ...bad, ...good.slice(5_000)]
    const refused = await bring(admin, ['user,what,where,until', ...rows].join('\n'))
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'grants.file_problems', values: { count: 10 } },
    })
    expect(refused.ok ? [] : refused.refusal.rows?.map(({ row }) => row)).toEqual(
      bad.map((_, n) => 5_002 + n),
    )
    expect(await context.db.rightsDraft.count({ where: { companyId: admin.company.id } })).toBe(0)
    const { id } = value(await bring(admin, ['user,what,where,until', ...good].join('\n')))
    expect(value(await apply(admin, id)).people).toBe(9_990)
    expect(outcome(await bring(admin, 'user,what\nx,y'))).toBe('files.columns')
  })
})
