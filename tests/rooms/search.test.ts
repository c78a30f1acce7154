import { domainToASCII } from 'node:url'
import { expect, test } from 'vitest'
import { listUsers } from '@/lib/company/queries'
import { listUsersInput } from '@/lib/company/schema'
import { chosenPeople } from '@/lib/grants/changes/change-many'
import { getReview } from '@/lib/grants/changes/preview-change'
import { importRights } from '@/lib/grants/files/import-rights'
import { listNumbers } from '@/lib/grants/numbers/list-numbers'
import { listPeople } from '@/lib/grants/people/list-people'
import { listNumbersInput, listPeopleInput } from '@/lib/grants/schema'
import { Prisma } from '@/lib/infra/db'
import { searched } from '@/lib/infra/search'
import { findPlaces } from '@/lib/journeys/find-places'
import { fold } from '@/lib/kernel/text'
import { MARKETS } from '@/lib/market/market'
import type { Actor } from '@/lib/rights/actor'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, value } from '../support/people'

const context = useContext()

/** Letters from everywhere: accents, strokes, ligatures, capitals that grow, scripts without either. */
const NAMES = [
  ...[
    'Đorđević',
    'Łukasz',
    'Ødegård',
    'Großmann',
    'Straße',
    'Žižka',
    'Čapková',
    'Æsir',
    'Œuvre',
    'Þór',
    'Ħal',
  ],
  ...[
    'Iğdır',
    'İstanbul',
    'ΟΔΥΣΣΕΥΣ',
    'Ёлкина',
    'Йожеф',
    'Árvíztűrő',
    'O’Brien',
    'Nagy–Kiss',
    'e\u0301cole',
    'ﬁn',
  ],
  ...['王小明', '김철수', 'محمد', 'שָׁלוֹם', 'ЖИВКОВИЋ', 'Nguyễn', 'Ŧŋ'],
]

/** Letters that Unicode has got since 2018, mostly capitals: what they are in lower case depends on the server's ICU. */
const LATE = /[\u1c89-\u1cbf\u2c2f\ua7b8-\ua7ff]/u

test('what the code folds, the database folds alike: each letter of the basic plane, and names from everywhere', async () => {
  const letters = Array.from({ length: 0xffff }, (_, n) => n + 1)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((letter) => /\p{Assigned}/u.test(letter) && !LATE.test(letter))
  const all = [...letters, ...NAMES, ...NAMES.map((name) => name.toUpperCase())]
  const folded = await context.sql.$queryRaw<{ text: string }[]>`
    SELECT folded(n) AS text FROM unnest(${all}::text[]) WITH ORDINALITY AS u (n, i) ORDER BY i`
  const different = all.filter((text, n) => folded[n]!.text !== fold(text))
  expect(different).toEqual([])
})

/** What somebody types who looks for a name. */
const TYPED: readonly [name: string, ...typed: string[]][] = [
  ['Đorđe Đokić', 'dorde', 'DOKIC', 'đorđe đo', 'Đokić'],
  ['Łukasz Wałęsa', 'lukasz', 'walesa', 'WAŁĘSA'],
  ['Bjørn Ødegård', 'bjorn', 'odegard', 'ØDEGÅRD'],
  ['Anna Großmann', 'grossmann', 'GROSSMANN', 'großmann'],
  ['Sinéad O’Brien', "o'brien", 'sinead', 'O’BRIEN'],
  ['Ægir Þórsson', 'aegir', 'thorsson'],
  ['Кристина Ёлкина', 'елкина', 'ЁЛКИНА', 'ёлкина'],
  ['Árvíz Tűrő', 'arviz turo', 'TURO'],
  ['Nguyễn Thị', 'nguyen thi', 'NGUYỄN'],
  ['İrem Işık', 'irem isik', 'IŞIK'],
  ['王小明', '小明', '王小明'],
  ['Nagy–Kiss Éva', 'nagy-kiss', 'KISS EVA'],
]

test('everywhere the same is found by the same: people, rights, lines, numbers, places', async () => {
  const { admin, slug } = await aCompany(context)
  const companyId = admin.company.id
  for (const [name] of TYPED) {
    const { id } = await aUser(context, admin)
    await context.db.user.update({ where: { id }, data: { name } })
    await context.db.costCentre.create({ data: { companyId, code: name, name } })
  }
  await deliver(
    context,
    TYPED.map(([holder]) => ({ company: slug, number: aMobile(), holder })),
  )
  const places: Record<string, (q: string) => Promise<string[]>> = {
    users: async (q) =>
      (await listUsers(admin, listUsersInput.parse({ q }), context)).rows.map(({ name }) => name),
    people: async (q) =>
      (await listPeople(admin, listPeopleInput.parse({ q }), context)).rows.map(({ name }) => name),
    lines: async (q) =>
      (await listLines(admin, listLinesInput.parse({ q }), context)).rows.map(({ holder }) => holder ?? ''),
    numbers: async (q) =>
      (await listNumbers(admin, listNumbersInput.parse({ q }), context)).rows.map(
        ({ holder }) => holder ?? '',
      ),
    centres: async (q) =>
      (await findPlaces(admin, q, context)).flatMap(({ scope, name }) =>
        scope.kind === 'centre' ? [name] : [],
      ),
    found: async (q) =>
      (await findPlaces(admin, q, context)).flatMap(({ scope, about }) =>
        scope.kind === 'line' ? [about ?? ''] : [],
      ),
  }
  for (const [name, ...typed] of TYPED)
    for (const q of typed)
      for (const [place, find] of Object.entries(places))
        expect(await find(q), `${place}: ${q}`).toEqual([name])
  // A change of all that the list shows is about just those.
  expect(await chosenPeople(admin, { people: '', all: 'q=walesa' }, context)).toHaveLength(1)
})

test('people are found by their address and account as they are shown, whole or in part, and by nothing else', async () => {
  const { admin, slug } = await aCompany(context)
  const called = async (login: string, name: string, email: string) => {
    const { id } = await aUser(context, admin, login)
    await context.db.user.update({ where: { id }, data: { name, email } })
  }
  // The main administrator's address is none of those that are looked for.
  await context.db.user.update({ where: { id: admin.subject.id }, data: { email: 'chief@firm.example' } })
  await called('ada', 'Ada', `ada@${domainToASCII('példa.hu')}`)
  await called('zoe', 'Zoé', `zoe@mail.${domainToASCII('straße.example')}`)
  await called('nobada', 'Other', 'other@pelikan.example')
  // Reads as another one: it is shown as it is stored (shown-email.ts).
  await called('eve', 'Eve', 'eve@xn--80ak6aa92e.com')
  const FOUND: [q: string, ...logins: string[]][] = [
    ['ada@példa.hu', 'ada'],
    ['ADA@PELDA.HU', 'ada'],
    ['da@pél', 'ada'],
    ['@példa', 'ada'],
    ['példa', 'ada'],
    ['pelda.hu', 'ada'],
    ['élda.h', 'ada'],
    [domainToASCII('példa.hu'), 'ada'],
    ['ada pelda', 'ada'],
    ['pelda ada', 'ada'],
    ['mail.straße', 'zoe'],
    ['strasse.example zoe', 'zoe'],
    [`ada@${slug}`, 'ada', 'nobada'],
    [`nobada@${slug}`, 'nobada'],
    [`NOBADA@${slug.toUpperCase()}`, 'nobada'],
    [`nobada@${slug.slice(0, 4)}`, 'nobada'],
    [`zoe@${slug} straße`, 'zoe'],
    ['xn--80ak6aa92e', 'eve'],
    ['pel', 'ada', 'nobada'],
    ['ada@példa.hu.example'],
    ['zoe pelda'],
    ['bda@pelda'],
    [`ada@${slug}x`],
    ['ada@pelikan'],
    ['%@pelda'],
  ]
  for (const [q, ...logins] of FOUND) {
    const wanted = logins.map((login) => `${login}@${slug}`)
    const users = await listUsers(admin, listUsersInput.parse({ q }), context)
    expect(users.rows.map(({ account }) => account).sort(), q).toEqual(wanted)
    const people = await listPeople(admin, listPeopleInput.parse({ q }), context)
    expect(people.rows.map(({ account }) => account).sort(), q).toEqual(wanted)
  }
})

/** Spellings of one Hungarian number, whole and in part. */
const WHOLE = [
  ...[
    '06 30 765 4321',
    '+36 30 765 4321',
    '06-30-765-4321',
    '06/30/7654321',
    '06.30.765.4321',
    '(06 30) 765-4321',
  ],
  ...['0036 30 765 4321', '00 36 30/765-4321', '36307654321', '307654321', '30 765 43 21', '+36-30-765–4321'],
  ...['\u00a006\u00a030\u00a0765\u00a04321', '\u200e+36307654321', '０６３０７６５４３２１'],
]
const PART = ['06 30 765', '+36 30 765', '0036 30 765', '765-43', '765 4321', '06-30/765', '30 765', '654–32']

test('a number is found in every spelling, whole or in part, by lines, users, rights, and in files of rights', async () => {
  const { admin, slug } = await aCompany(context)
  await deliver(context, [
    { company: slug, number: '+36307654321', holder: 'Her' },
    { company: slug, number: '+36201112233', holder: 'Other' },
  ])
  const user = await aUser(context, admin)
  await context.db.user.update({ where: { id: user.id }, data: { mobile: '+36307654321' } })
  const holders = async (q: string) =>
    (await listLines(admin, listLinesInput.parse({ q }), context)).rows.map(({ holder }) => holder)
  for (const q of [...WHOLE, ...PART]) {
    expect(await holders(q), q).toEqual(['Her'])
    expect(
      (await listUsers(admin, listUsersInput.parse({ q }), context)).rows.map(({ id }) => id),
      q,
    ).toEqual([user.id])
    expect(
      (await listPeople(admin, listPeopleInput.parse({ q }), context)).rows.map(({ id }) => id),
      q,
    ).toEqual([user.id])
    expect(
      (await findPlaces(admin, q, context)).map(({ about }) => about),
      q,
    ).toEqual(['Her'])
  }
  const file = (lines: string[]) =>
    importRights(
      admin,
      { file: new File([['user,what,where,until', ...lines].join('\n')], 'rights.csv') },
      context,
    )
  // The same number in two spellings is one place; it used to be that of the last.
  for (const text of WHOLE) {
    const rows = [
      `${user.account},line:view,"line:${text}",`,
      `${user.account},usage:view,line:+36307654321,`,
    ]
    const { id } = value(await file(rows))
    expect((await getReview(admin, id, context)).groups, text).toHaveLength(1)
  }
  // A reference is found as it is written, however much it looks like a number; what is both is nobody's.
  const dsl = (reference: string) =>
    deliver(context, [{ company: slug, reference, kind: 'internet', holder: 'DSL' }])
  await dsl('302223344')
  await dsl('307654321')
  const held = async (text: string) => {
    const answer = await file([`${user.account},line:view,line:${text},`])
    return answer.ok ? (await getReview(admin, answer.value.id, context)).groups.length : answer.refusal
  }
  expect(await held('302223344')).toBe(1)
  for (const text of ['+36307654321', '06307654321']) expect(await held(text), text).toBe(1)
  expect(JSON.stringify(await held('307654321'))).toContain('grants.two_such_places')
})

test('in other countries numbers are found as people there write them', async () => {
  const cases: [keyof typeof MARKETS, string, string[]][] = [
    [
      'rs',
      '+381641234567',
      ['064 123', '064/1234567', '+381 64 1234567', '00381 64', '381641234567', '64 123-45'],
    ],
    ['ru', '+79121234567', ['8 912 123', '8 (912) 123-45-67', '+7 912', '79121234567', '912 123', '007 912']],
    ['hu', '+36307654321', ['06 30', '(06) 30 765', '+3630', '003630']],
  ]
  for (const [market, msisdn, typed] of cases)
    for (const q of typed) {
      const [row] = await context.sql.$queryRaw<{ found: boolean }[]>(
        Prisma.sql`SELECT ${searched(Prisma.sql`folded(${msisdn})`, q, MARKETS[market])} AS found`,
      )
      expect(row?.found, `${market}: ${q}`).toBe(true)
    }
})

test('what could be a part of a number is searched as what it is, too', async () => {
  const { admin, slug } = await aCompany(context)
  const found = async (holder: string, q: string) => {
    await deliver(context, [{ company: slug, number: '+36301111111', holder }])
    return (await listLines(admin, listLinesInput.parse({ q }), context)).rows.length
  }
  for (const [holder, ...typed] of [
    ['2024-01', '2024-01', '024-0'],
    ['10.0.0.1', '10.0.0', '10.0.0.1'],
    ['Room (101)', '(101)', '101'],
    ['12 34 56', '12 34', '\u200e12 34 56'],
    ['A 100.200', '100.200'],
  ] as const)
    for (const q of typed) expect(await found(holder, q), q).toBe(1)
})

test('words are found in any order and with any blanks between, but all of them', async () => {
  const { admin, slug } = await aCompany(context)
  await deliver(context, [
    { company: slug, number: aMobile(), holder: 'Dániel Szűcs' },
    { company: slug, number: aMobile(), holder: 'Daniela Kovač' },
  ])
  const find = async (q: string) => (await listLines(admin, listLinesInput.parse({ q }), context)).rows.length
  const one = [
    'szűcs dan',
    'Szucs  Dan',
    'dan szucs',
    ' SZŰCS\u00a0dániel ',
    'cs D',
    'kovac daniela',
    'la ko',
  ]
  for (const q of one) expect(await find(q), q).toBe(1)
  for (const q of ['dan', 'd an', 'dan  iel']) expect(await find(q), q).toBe(2)
  for (const q of ['szűcs kovač', 'dan x', 'szucs daniela']) expect(await find(q), q).toBe(0)
})

test('signs that a pattern knows are letters like any other', async () => {
  const { admin, slug } = await aCompany(context)
  await deliver(context, [
    { company: slug, number: aMobile(), holder: '100% sure_thing' },
    { company: slug, number: aMobile(), holder: 'Else' },
  ])
  const find = async (who: Actor, q: string) =>
    (await listLines(who, listLinesInput.parse({ q }), context)).rows.length
  for (const q of ['%', '_', '100%', 'sure_', '% sure']) expect(await find(admin, q), q).toBe(1)
  for (const q of ['\\', '%%', '_%', "'; --"]) expect(await find(admin, q), q).toBe(0)
})
