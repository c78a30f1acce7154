import { createElement } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Form } from '@/components/ui/form'
import { Shown } from '@/components/ui/was'
import { keptOf } from '@/lib/kernel/form'
import { writeOwner } from '@/lib/kernel/form-owner.mjs'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import type { KeptForm } from '@/lib/web/kept-form'
import { refuse } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'

let present: Actor | null = null
let kept: KeptForm | null = null
vi.mock('@/lib/web/actor', () => ({
  findActor: async () => present,
  requireActor: async () => present,
  requireSession: async () => present,
  found: (query: () => unknown) => query(),
}))
let isFromScripts = true
vi.mock('@/lib/web/request', () => ({
  words: async () => translator('en'),
  visitor: async () => ({}),
  isFromScripts: async () => isFromScripts,
}))
vi.mock('@/lib/web/kept-form', () => ({ keptForm: async () => kept }))
vi.mock('@/lib/infra/context', () => ({ context: () => ({}) }))
const { action, publicAction } = await import('@/lib/web/action')

const id = (n: number) => `0190a000-0000-7000-8000-00000000000${n}`
const SINCE = '2026-11-27T10:00:00.000Z'
/** Somebody who is signed in; `eyes`: through whose eyes they look. */
const actor = (n: number, { kind = 'user', eyes = 0 } = {}) =>
  ({
    subject: { kind, id: id(eyes || n), companyId: id(8) },
    name: `user${eyes || n}@acme`,
    ...(eyes && { viewedBy: { id: id(n), name: `user${n}@acme`, since: SINCE } }),
  }) as unknown as Actor
const owner = (n: number, { kind = 'user', since = '' } = {}) =>
  writeOwner({ kind, id: id(n), since, name: `user${n}@acme` })

const done: unknown[] = []
/** What the use case throws, if anything. */
let failure: Error | null = null
const schema = z.object({ name: z.string().max(5, 'web.unreadable') })
/** An operation that anybody may, whatever they hold. */
const anybodys = <Schema extends z.ZodType, Out>(
  input: Schema,
  run: (who: Actor, input: z.output<Schema>) => Promise<Result<Out>>,
) =>
  Object.assign(run, {
    ...({ key: 'test.save', permission: 'own_session:end', input, audit: [] } as const),
  })
const save = action(
  anybodys(schema, async (who, input) => {
    if (failure) throw failure
    done.push([who.name, input])
    return ok(null)
  }),
)
const send = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return save({}, form)
}
beforeEach(() => {
  ;[present, kept, failure, isFromScripts] = [actor(1), null, null, true]
  done.length = 0
})

describe('a form that is nobody’s in particular', () => {
  const stop = publicAction(
    schema,
    async (_visitor, input) => {
      if (failure) throw failure
      done.push(input)
      return ok(null)
    },
    () => ({ done: 'stopped' }),
  )
  const sent = (name: string) => {
    const form = new FormData()
    form.set('name', name)
    return stop({}, form)
  }
  const AWAY = [
    ...['53100', '53300', '57P01', '57P03', '57014', '08006', '25006', '58030', '55P03'].map((code) => ({
      code,
    })),
    ...['Connection terminated unexpectedly', 'Query read timeout'].map((message) => ({ message })),
  ]

  test('is sent by anybody, and says whose it is of nobody', async () => {
    for (const who of [actor(1), null]) {
      present = who
      expect(await sent('x')).toEqual({ done: 'stopped' })
      const { hidden, words } = await stop.frame!(() => [])
      expect(Object.keys(hidden)).toEqual(['$form'])
      expect(words.unanswered).toBeTruthy()
    }
    expect(await sent('too long')).toMatchObject({ refusal: {}, values: { name: 'too long' } })
  })

  test.each(AWAY)('stays as it was sent while the database is away: %j', async (away) => {
    failure = Object.assign(new Error('failed'), away)
    expect(await sent('typed')).toMatchObject({
      refusal: { field: null, sentence: expect.stringMatching(/send/) },
      values: { name: 'typed' },
    })
  })

  test('a bug is none of it', async () => {
    failure = new TypeError('a bug')
    await expect(sent('typed')).rejects.toThrow('a bug')
  })
})

describe('a form does nothing for anybody but whom its page was drawn for', () => {
  test.each<[string, string | undefined, Actor | null, RegExp | null]>([
    ['one’s own', owner(1), actor(1), null],
    ['one’s own, signed in anew', owner(1), actor(1), null],
    ['one’s own number', owner(2, { kind: 'number' }), actor(2, { kind: 'number' }), null],
    ['a colleague’s', owner(1), actor(2), /opened as user1@acme, and by now user2@acme/],
    ['a number’s, by a user', owner(1, { kind: 'number' }), actor(1), /Nothing was sent/],
    ['a user’s, by a number', owner(1), actor(1, { kind: 'number' }), /Nothing was sent/],
    ['of somebody who has gone', owner(1), null, /nobody is signed in here any more/],
    ['of a page before', undefined, actor(1), /has been updated/],
    ['of a page before, by nobody', undefined, null, /has been updated/],
    ['that makes no sense', 'user:1 - x', actor(1), /has been updated/],
    ['empty', '', actor(1), /has been updated/],
    ['of a look that has ended', owner(1, { since: SINCE }), actor(1), /looking through somebody else/],
    ['while looking through others’ eyes', owner(1), actor(1, { eyes: 3 }), /only looking/],
    ['of a colleague, by one who looks as another', owner(2), actor(1, { eyes: 3 }), /by now user1@acme/],
    ['of whom is looked at', owner(3), actor(1, { eyes: 3 }), /Nothing was sent/],
  ])('%s', async (_what, owned, who, refusal) => {
    present = who
    const answer = await send({ name: 'Ada', password: 'x', ...(owned !== undefined && { $owner: owned }) })
    if (!refusal) {
      expect(answer).toEqual({ done: 'Saved.' })
      return expect(done).toEqual([[who!.name, { name: 'Ada' }]])
    }
    expect(answer.refusal?.sentence).toMatch(refusal)
    // Nothing typed is lost, and nothing secret comes back.
    expect(answer.values).toEqual({ name: 'Ada' })
    expect(done).toEqual([])
  })
})

test('all that is wrong is said at once: by the schema and by rules of the company, one sentence a field', async () => {
  const fields = z.object({
    login: z.string().max(3, 'company.login_unreadable'),
    name: z.string().max(3, 'company.name_unreadable').max(2, 'company.name_disguised'),
    id: z.uuid().optional(),
  })
  const judged = action(
    anybodys(fields, async () => ok(null)),
    undefined,
    {
      judge: async (_actor, sent) => [
        refuse('company.mobile_invalid', { field: 'mobile' }).refusal,
        ...(sent.login === 'long' ? [refuse('company.login_missing', { field: 'login' }).refusal] : []),
      ],
    },
  )
  const problems = async (sent: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ $owner: owner(1), ...sent })) form.set(name, value)
    const { refusal, also = [] } = await judged({}, form)
    return refusal ? [refusal, ...also].map(({ field }) => field) : []
  }
  for (const [sent, wrong] of [
    [{ login: 'a', name: 'b' }, []],
    [{ login: 'long', name: 'b' }, ['login', 'mobile']],
    [{ login: 'a', name: 'long' }, ['name', 'mobile']],
    [{ login: 'long', name: 'long' }, ['login', 'name', 'mobile']],
    [{ login: 'long' }, ['login', 'mobile']],
    [{ login: 'a', name: 'long', id: 'x' }, ['name', 'mobile']],
    [{ login: 'a', name: 'b', id: 'x' }, ['id', 'mobile']],
  ] as [Record<string, string>, string[]][])
    expect(await problems(sent), JSON.stringify(sent)).toEqual(wrong)
})

test('an outage keeps what was typed in the same way, and a bug is none', async () => {
  failure = Object.assign(new Error('x'), { code: '57P01' })
  const answer = await send({ $owner: owner(1), name: 'Ada', password: 'x' })
  expect(answer).toEqual({
    refusal: { field: null, sentence: expect.stringContaining('Nothing you typed is lost') },
    values: { name: 'Ada' },
    unsent: true,
  })
  // What was secret stays in the browser where scripts hold the form, and has to be typed again where none do.
  isFromScripts = false
  const plain = await send({ $owner: owner(1), name: 'Ada', password: 'x' })
  expect(plain.refusal?.sentence).toContain('except passwords, codes and files')
  failure = new TypeError('x is not a function')
  await expect(send({ $owner: owner(1), name: 'Ada' })).rejects.toThrow('x is not a function')
})

test('a page says whose its forms are: also through whose eyes', async () => {
  expect((await save.frame!(() => [])).hidden.$owner).toBe(owner(1))
  present = actor(1, { eyes: 3 })
  expect((await save.frame!(() => [])).hidden.$owner).toBe(`user:${id(1)} ${SINCE} user1@acme`)
  present = null
  expect((await save.frame!(() => [])).hidden).not.toHaveProperty('$owner')
})

test('a page that is asked for with what was typed shows it in the form that it is of', async () => {
  const page = { why: 'refill', owner: '', path: '/users', form: '' } as const
  kept = {
    ...page,
    fields: [
      ['name', 'Ada'],
      ['name', 'Eve'],
    ],
  }
  expect((await save.frame!(() => [])).first).toMatchObject({
    values: { name: 'Eve' },
    several: { name: ['Ada', 'Eve'] },
  })
  // Of another form: it has a field that this one does not have.
  kept = {
    ...page,
    fields: [
      ['name', 'Ada'],
      ['mobile', '1'],
    ],
  }
  expect((await save.frame!(() => [])).first).toEqual({})
  // Of another action of this build, however alike its fields are.
  kept = { ...page, form: '40'.repeat(21), fields: [['name', 'Ada']] }
  expect((await save.frame!(() => [])).first).toEqual({})
  kept = { ...page, fields: [] }
  expect((await save.frame!(() => [])).first).toEqual({})
})

describe('of the forms of one action', () => {
  const known = '41'.repeat(21)
  type Fields = [string, string][]
  const typed = (...fields: Fields): KeptForm => ({
    ...{ why: 'refill', owner: '', path: '/approvals', form: known },
    fields: [['answer', 'x'], ...fields],
  })
  const isShown = async (about: Fields) => (await save.frame!(() => about)).first.values !== undefined
  beforeEach(() => Object.assign(save, { $$id: known }))

  test.each<[string, boolean, Fields, Fields]>([
    ['the same thing', true, [['id', id(1)]], [['id', id(1)]]],
    ['another', false, [['id', id(1)]], [['id', id(2)]]],
    ['nothing', false, [], [['id', id(1)]]],
    ['it under another name', false, [['note', id(1)]], [['id', id(1)]]],
    [
      'both that it names',
      true,
      [
        ['id', id(1)],
        ['line', id(2)],
      ],
      [
        ['line', id(2)],
        ['id', id(1)],
      ],
    ],
    [
      'one of two',
      false,
      [['id', id(1)]],
      [
        ['id', id(1)],
        ['line', id(2)],
      ],
    ],
    ['one of a list', false, [['requests', id(1)]], [['requests', `${id(1)} ${id(2)}`]]],
    ['a list with it', false, [['requests', `${id(1)} ${id(2)}`]], [['requests', id(1)]]],
    [
      'the list, as it was',
      true,
      [['requests', `${id(1)} ${id(2)}`]],
      [['requests', `${id(3)} ${id(2)} ${id(4)}`]],
    ],
    ['another list', false, [['requests', `${id(1)} ${id(2)}`]], [['requests', `${id(3)} ${id(4)}`]]],
    ['the same kind', true, [['kind', 'app']], [['kind', 'app']]],
    ['another kind', false, [['kind', 'app']], [['kind', 'passkey']]],
    ['a kind of which its page said nothing', true, [], [['kind', 'passkey']]],
  ])('what was typed is shown in that about %s: %s', async (_what, shown, fields, about) => {
    kept = typed(...fields)
    expect(await isShown(about)).toBe(shown)
  })

  test('only one shows it, however many it fits', async () => {
    const all = Array.from({ length: 20 }, () => crypto.randomUUID())
    kept = typed(...all.map((one): [string, string] => ['id', one]))
    const shown = await Promise.all(all.map((one) => isShown([['id', one]])))
    expect(shown.filter(Boolean)).toHaveLength(1)
    // The next page that is asked for has its own.
    kept = typed(['id', all[7]!])
    expect(await isShown([['id', all[7]!]])).toBe(true)
  })

  test('each says by its hidden fields what it is about, not what it showed', async () => {
    let about: unknown
    const framed = Object.assign(async () => ({}), {
      frame: async (read: () => unknown) => {
        about = read()
        return { hidden: {}, first: {}, words: {} }
      },
    }) as never
    const hidden = (name: string, value: string) => createElement('input', { type: 'hidden', name, value })
    await Form({
      action: framed,
      children: [
        hidden('id', id(1)),
        createElement('div', {}, hidden('kind', 'app'), createElement('input', { name: 'answer' })),
        createElement(Shown, { name: 'seen', value: 7 }),
      ],
    })
    expect(about).toEqual([
      ['id', id(1)],
      ['kind', 'app'],
    ])
  })
})

test('long lists of ids and rights come back whole, and novels do not', () => {
  const long = 'x'.repeat(300_000)
  const fields = ['had', 'numbers', 'people', 'requests', 'note'].map((name): [string, string] => [
    name,
    long,
  ])
  expect(Object.keys(keptOf(fields).values!)).toEqual(['had', 'numbers', 'people', 'requests'])
})
