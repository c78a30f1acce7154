import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildFolder, switchTo } from '@/bin/lib/builds.mjs'
import { actionsOf, answerWith, askFor, keptForms } from '@/bin/lib/kept-forms.mjs'
import { readOwner, writeOwner } from '@/lib/kernel/form-owner.mjs'

const ADA = '0190a000-0000-7000-8000-00000000000a'
const BEN = '0190a000-0000-7000-8000-00000000000b'
const KNOWN = '40'.repeat(21)
const GONE = '41'.repeat(21)
/** Of the build before, in which what is KNOWN by now had this id. */
const MOVED = '42'.repeat(21)
const ACTIONS = { present: new Set([KNOWN]), moved: new Map([[MOVED, KNOWN]]) }
const company = '0190a000-0000-7000-8000-00000000000c'
const owner = (id = ADA, since = '') => writeOwner({ kind: 'user', id, since, name: 'ada@acme' })

type Options = { present?: string | null | Error; actions?: typeof ACTIONS | null; headers?: object }
/** A form as a browser without scripts sends it, and what becomes of it while somebody is signed in; an error: it cannot be asked. */
async function keep(
  fields: [string, string | File][],
  { present = ADA, actions = ACTIONS, headers = {} }: Options = {},
) {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  const request = new Request('http://localhost', { method: 'POST', body })
  const bytes = Buffer.from(await request.arrayBuffer())
  const type = request.headers.get('content-type')!
  const sent = { method: 'POST', headers: { 'content-type': type, ...headers } } as unknown as IncomingMessage
  const memberOf = async () => {
    if (present instanceof Error) throw present
    return present && [company, present]
  }
  return keptForms({ actions, memberOf: memberOf as () => Promise<string[] | null> })(
    sent,
    '/users/new?from=a+b',
    bytes,
  )
}
const ref = (id: string): [string, string] => ['$ACTION_1:0', JSON.stringify({ id, bound: '$@1' })]
const AWAY = new Error('connect ECONNREFUSED')
/** What somebody holds, as the form of a person says it. */
const LIST = 'x'.repeat(300_000)
const NAME: [string, string] = ['name', 'Ädä']

describe('a form without scripts', () => {
  test.each<[string, string | null, [string, string | File][], Options]>([
    ['whose page is theirs', null, [ref(KNOWN), ['$owner', owner()]], {}],
    [
      'by its short name',
      null,
      [
        [`$ACTION_ID_${KNOWN}`, ''],
        ['$owner', owner()],
      ],
      {},
    ],
    ['of somebody else', 'other_user', [ref(KNOWN), ['$owner', owner()]], { present: BEN }],
    ['of nobody any more', 'signed_out', [ref(KNOWN), ['$owner', owner()]], { present: null }],
    [
      'through other eyes, by the same person',
      null,
      [ref(KNOWN), ['$owner', owner(ADA, '2026-11-27T10:00:00.000Z')]],
      {},
    ],
    ['of a build before', 'outdated', [ref(GONE), ['$owner', owner()]], {}],
    ['of a build before, by its short name', 'outdated', [[`$ACTION_ID_${GONE}`, '']], {}],
    ['of a build before and somebody else', 'outdated', [ref(GONE), ['$owner', owner()]], { present: BEN }],
    ['whose action cannot be read', 'outdated', [['$ACTION_1:0', '{']], {}],
    ['while developing, when no ids are known', null, [ref(GONE), ['$owner', owner()]], { actions: null }],
    ['that says nothing of whose it is', null, [ref(KNOWN)], { present: BEN }],
    ['whose owner cannot be read', null, [ref(KNOWN), ['$owner', 'user:x - y']], { present: BEN }],
    ['that is none of ours', null, [NAME], { present: BEN }],
    ['that asks for its page with what was typed', 'refill', [ref(GONE), ['$refill', '1']], {}],
    [
      'that asks for it while nobody is signed in',
      'signed_out',
      [
        ['$owner', owner()],
        ['$refill', '1'],
      ],
      { present: null },
    ],
    [
      'while nobody can be asked who it is: Next says so',
      null,
      [ref(KNOWN), ['$owner', owner()]],
      { present: AWAY },
    ],
    [
      'of a build before, while nobody can be asked',
      'outdated',
      [ref(GONE), ['$owner', owner()]],
      { present: AWAY },
    ],
    ['that asks for its page, which is nobody’s', 'refill', [['$refill', '1']], { present: null }],
    [
      'that asks for its page by somebody else',
      'other_user',
      [
        ['$owner', owner()],
        ['$refill', '1'],
      ],
      { present: BEN },
    ],
    [
      'that asks for its page as whose it is',
      'refill',
      [
        ['$owner', owner()],
        ['$refill', '1'],
      ],
      {},
    ],
    ['that asks for its page while nobody can be asked', 'refill', [['$refill', '1']], { present: AWAY }],
    ['whose action was moved', 'outdated', [ref(MOVED), ['$owner', owner()]], {}],
    ['of scripts, which say it themselves', null, [ref(GONE)], { headers: { 'next-action': GONE } }],
  ])('%s: %s', async (_what, why, fields, options) => {
    expect((await keep([...fields, NAME], options))?.kept.why ?? null).toBe(why)
  })

  test('comes back whole, in its order, without what is the portal’s own, files and novels', async () => {
    const file = new File(['a'], 'rights.csv')
    const fields: [string, string | File][] = [
      ref(GONE),
      ['$owner', owner()],
      ['$form', GONE],
      ['id', 'b'],
      NAME,
      ['id', 'a'],
      ['file', file],
      ['note', 'x'.repeat(20_001)],
      ['had', LIST],
      ['reason', 'line one\r\nline two\r\n--x'],
    ]
    expect(await keep(fields)).toEqual({
      page: '/kept',
      status: 409,
      kept: {
        ...{ why: 'outdated', owner: owner(), form: '', path: '/users/new?from=a+b' },
        fields: [['id', 'b'], NAME, ['id', 'a'], ['had', LIST], ['reason', 'line one\r\nline two\r\n--x']],
      },
    })
  })

  test('of the build before asks for its page by what its action is called now', async () => {
    for (const [sent, form] of [
      [KNOWN, KNOWN],
      [MOVED, KNOWN],
      [GONE, ''],
    ] as const) {
      expect(
        (
          await keep([
            ['$refill', '1'],
            ['$form', sent],
          ])
        )?.kept.form,
      ).toBe(form)
      // A page that said nothing of which form it is names its action all the same.
      if (sent !== KNOWN) expect((await keep([ref(sent)]))?.kept.form).toBe(form)
    }
    expect(
      (
        await keep(
          [
            ['$refill', '1'],
            ['$form', GONE],
          ],
          { actions: null },
        )
      )?.kept.form,
    ).toBe(GONE)
  })

  test('is answered with its own status, unless its page fails; where that leads is asked for by GET', () => {
    for (const [given, status] of [
      [200, 409],
      [500, 500],
      [307, 303],
    ] as const) {
      let sent = 0
      const writeHead = (code: number) => {
        sent = code
      }
      const response = { writeHead } as unknown as ServerResponse
      answerWith(response, 307, 303)
      answerWith(response, 200, 409)
      response.writeHead(given)
      expect(sent).toBe(status)
    }
  })

  test.each<[string, [string, string][]]>([
    ['nothing', []],
    ['an empty field', [['a', '']]],
    [
      'fields of one name',
      [
        ['a', '1'],
        ['a', '2'],
        ['b', '3'],
        ['a', '4'],
      ],
    ],
    ['a name with a quote', [['a"b', '1']]],
    ['a name of two lines', [['a\r\nb', '1']]],
    ['letters beyond ASCII', [['név', 'Őrült «írás» 😀']]],
    ['lines', [['a', 'one\r\ntwo\r\n\r\nthree']]],
    [
      'an end of a line',
      [
        ['a', '\r\n'],
        ['b', '\r\n'],
      ],
    ],
    [
      'what looks like the end of a part',
      [
        ['a', '\r\n--\r\n'],
        ['b', '--'],
      ],
    ],
    ['what looks like the head of one', [['a', 'Content-Disposition: form-data; name="b"\r\n\r\nc']]],
    ['a name like that of a file', [['filename', 'filename="x"']]],
    ['many', Array.from({ length: 500 }, (_, n): [string, string] => [`item:${n}`, 'on'])],
  ])('of %s is read as browsers write it', async (_what, fields) => {
    expect((await keep([['$refill', '1'], ...fields]))?.kept.fields).toEqual(fields)
  })

  test('whose parts are odd is read in no more time than its length', async () => {
    const head = 'Content-Disposition: form-data; '
    const judge = keptForms({ actions: ACTIONS, memberOf: async () => null })
    const headers = { 'content-type': 'multipart/form-data; boundary="x"' }
    for (const odd of [
      `${head}name="a\r\n`.repeat(20_000),
      `${head}; name=`.repeat(20_000),
      `${head}name="a"\r\n\r\n`.repeat(20_000),
      '\r\n\r\n'.repeat(100_000),
      '\r\n--'.repeat(100_000),
      `\r\n--x\r\n`.repeat(100_000),
    ]) {
      const body = Buffer.from(`--x\r\n${odd}\r\n\r\n\r\n--x--\r\n`)
      const from = performance.now()
      expect(
        await judge({ method: 'POST', headers } as unknown as IncomingMessage, '/users', body),
      ).toBeNull()
      // Quadratic in its length it would take minutes.
      expect(performance.now() - from).toBeLessThan(30_000)
    }
  })

  test('that cannot be read is left to Next', async () => {
    const request = { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } }
    const judge = keptForms({ actions: ACTIONS, memberOf: async () => null })
    expect(await judge(request as IncomingMessage, '/users', Buffer.from('--x\r\nnothing'))).toBeNull()
  })

  test('is asked for as a page that nothing is sent to', () => {
    const sent = {
      method: 'POST',
      url: '/users',
      rawHeaders: [],
      headers: { 'content-type': 'a', cookie: 'b' },
    }
    const asked = askFor(sent as unknown as IncomingMessage, '/kept')
    expect({ ...asked.headers, method: asked.method, url: asked.url }).toEqual({
      cookie: 'b',
      method: 'GET',
      url: '/kept',
    })
  })
})

test('whose a form is reads as it was written, and nothing else does', () => {
  for (const name of ['ada@acme', '06 30 111 0001', 'Ő b', 'a - b'])
    for (const since of ['', '2026-11-27T10:00:00.000Z'])
      for (const kind of ['user', 'number'])
        expect(readOwner(writeOwner({ kind, id: ADA, since, name }))).toEqual({ kind, id: ADA, since, name })
  for (const text of [
    null,
    '',
    'user',
    `user:${ADA}`,
    `user:${ADA} - `,
    `robot:${ADA} - a`,
    `user:${ADA} - ${'x'.repeat(201)}`,
    new File([], 'x'),
  ])
    expect(readOwner(text), String(text)).toBeNull()
})

test('the actions of the build that runs, and what those of the one before are called by now', () => {
  const base = mkdtempSync(join(tmpdir(), 'switchboard-builds-'))
  type Action = { filename: string; exportedName: string }
  const build = (letter: string, node: Record<string, Action> | null) => {
    const folder = buildFolder(base, letter.repeat(64))
    mkdirSync(join(folder, 'server'), { recursive: true })
    const file = join(folder, 'server/server-reference-manifest.json')
    if (node) writeFileSync(file, JSON.stringify({ node, edge: {}, encryptionKey: 'x' }))
    switchTo(base, folder)
    return folder
  }
  const action = (filename: string, exportedName: string) => ({ filename, exportedName })
  try {
    const first = build('a', {
      a1: action('app/users/actions.ts', 'createAction'),
      a2: action('app/users/actions.ts', 'saveAction'),
      a3: action('app/lines/actions.ts', 'saveAction'),
      a4: action('app/users/actions.ts', 'lockAction'),
      a5: action('app/users/actions.ts', 'goneAction'),
    })
    expect(actionsOf(first)).toEqual({ present: new Set(['a1', 'a2', 'a3', 'a4', 'a5']), moved: new Map() })
    const second = build('b', {
      a1: action('app/users/actions.ts', 'createAction'),
      // It takes other arguments.
      b2: action('app/users/actions.ts', 'saveAction'),
      b3: action('app/lines/actions.ts', 'saveAction'),
      // It stands in another file.
      b4: action('app/people/actions.ts', 'lockAction'),
    })
    const moved = new Map([
      ['a2', 'b2'],
      ['a3', 'b3'],
      ['a4', 'b4'],
    ])
    expect(actionsOf(second)).toEqual({ present: new Set(['a1', 'b2', 'b3', 'b4']), moved })
    // Of two that are called so nobody knows which it was.
    const third = build('c', {
      c1: action('app/a/actions.ts', 'lockAction'),
      c2: action('app/b/actions.ts', 'lockAction'),
    })
    expect(actionsOf(third).moved).toEqual(new Map())
    // A portal that still runs on the one before knows its own, and nothing of what came after it.
    expect(actionsOf(second)).toEqual({ present: new Set(['a1', 'b2', 'b3', 'b4']), moved: new Map() })
    // One whose folder is not there any more was before nothing.
    rmSync(second, { recursive: true })
    expect(actionsOf(third)).toEqual({ present: new Set(['c1', 'c2']), moved: new Map() })
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
