import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FILE_KIND_NAMES } from '@/lib/files/file-kinds'
import { files } from '../support/files'

const read = (file: string) => readFileSync(file, 'utf8')
const code = () => ['app', 'components', 'lib', 'prisma'].flatMap((folder) => files(folder, /\.tsx?$/))
const BOOKS = ['directory', 'inventory', 'access']
const ROOMS = [
  'identity',
  'company',
  'subscriptions',
  'grants',
  'billing',
  'approvals',
  'journeys',
  'operations',
]

test('a file is a page: none over 250 lines, the median about 60', () => {
  const lines = code()
    .filter((file) => !file.includes('lib/words/'))
    .map((file) => [read(file).split('\n').length, file] as const)
  expect(lines.filter(([count]) => count > 250)).toEqual([])
  const sorted = lines.map(([count]) => count).sort((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(70)
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(170)
})

test('a room of more than 25 files has walls, and the drawing knows every folder of a room', () => {
  const drawing = read('.dependency-cruiser.cjs')
  for (const room of ROOMS) {
    const inside = files(`lib/${room}`, /\.ts$/).map((file) => file.split('/').slice(2))
    expect(inside.filter((path) => path.length === 1).length, room).toBeLessThanOrEqual(25)
    const folders = new Set(inside.filter((path) => path.length > 1).map(([folder]) => folder!))
    const drawn = new RegExp(`^  ${room}: '(.*)',$`, 'm').exec(drawing)?.[1]?.split(' ') ?? []
    expect([...folders].sort(), room).toEqual(drawn.toSorted())
  }
})

test('only lib/infra/env.ts reads the environment', () => {
  const readers = code().filter(
    (file) => read(file).includes('process.env') && !file.endsWith('prisma/new-migration.ts'),
  )
  expect(readers).toEqual(['lib/infra/env.ts'])
})

test('books decide nothing and write nothing', () => {
  const books = BOOKS.flatMap((book) => files(`lib/${book}`, /\.ts$/))
  expect(books.length).toBeGreaterThan(5)
  for (const file of books)
    expect(read(file), file).not.toMatch(
      /\bauthorize\(|\brefuse\(|\b(INSERT INTO|UPDATE "?[a-z]|DELETE FROM)|\.(create|update|delete|upsert)(Many)?\(\{/,
    )
})

test('what the product says goes through its log; only what answers somebody at a terminal prints', () => {
  // Launchers and tasks talk to whoever has started them.
  const TERMINAL =
    /^bin\/(?:(?:start|test|bench|mutants)\.mjs|tasks\/[\w-]+\.ts|words\/(?:import|export)\.ts|lib\/(?:say|database-session)\.mjs|lib\/(?:refused|run-task)\.ts)$|^prisma\/new-migration\.ts$/
  const printing = [
    ...code(),
    ...files('bin', /\.(ts|mjs)$/),
    ...files('lib', /\.mjs$/),
    'instrumentation.ts',
  ].filter((file) => /\bconsole\.\w+\(|process\.std(?:out|err)\.write\(/.test(read(file)))
  expect(printing.length).toBeGreaterThan(10)
  expect(printing.filter((file) => !TERMINAL.test(file))).toEqual([])
})

test('what is loaded by its path is where the path says: nothing that moves a file sees it', () => {
  const named = code().flatMap((file) =>
    [...read(file).matchAll(/'(lib\/[\w./-]+)'/g)].map(([, path]) => ({ file, path: path! })),
  )
  expect(named.length).toBeGreaterThan(2)
  expect(named.filter(({ path }) => !existsSync(path) && !existsSync(`${path}.ts`))).toEqual([])
})

test('no room reads the clock or rolls dice by itself', () => {
  for (const file of [...BOOKS, ...ROOMS, 'intake', 'files'].flatMap((room) => files(`lib/${room}`, /\.ts$/)))
    expect(read(file), file).not.toMatch(/new Date\(\)|Date\.now|Math\.random|randomBytes/)
})

test('what a use case announces and writes down is in the transaction of its change', () => {
  const calls = [...ROOMS, 'files']
    .flatMap((room) => files(`lib/${room}`, /\.ts$/))
    .flatMap((file) =>
      [...read(file).matchAll(/\b(announce\w*|record(?:Operator)?Audit)\(\s*([^\s,(){}][^,(){}]*),/g)].map(
        ([, name, first]) => ({ name, first, file }),
      ),
    )
  expect(calls.length).toBeGreaterThan(60)
  const outside = calls.filter(({ first }) => first !== 'tx')
  // What only reads has no transaction, and announces nothing.
  for (const { name, file } of outside) {
    expect(name, file).toBe('recordAudit')
    expect(read(file), file).not.toMatch(/ransaction\(/)
  }
})

test('formats of Intl are made once, by lib/kernel/formats.ts and nothing else', () => {
  for (const file of code().filter((each) => each !== 'lib/kernel/formats.ts'))
    expect(read(file), file).not.toMatch(/\bIntl\.(DateTime|Number|RelativeTime)Format\(/)
})

test('use server stands only in app/**/actions.ts', () => {
  const doors = code().filter((file) => /^'use server'/m.test(read(file)))
  for (const file of doors) expect(file).toMatch(/^app\/(.*\/)?actions\.ts$/)
})

test('transactions are begun by lib/infra and joined by use cases; nobody hands in what else to do in one', () => {
  const all = code()
  expect(
    all.filter((file) => read(file).includes('.$transaction(') || /\bbegin\(\(tx/.test(read(file))),
  ).toEqual(['lib/infra/db.ts', 'lib/infra/transaction.ts'])
  for (const file of all) expect(read(file), file).not.toMatch(/\btogether\?: \(|\bTogether\b =/)
  // Whoever gets a bound context uses it: the one outside would open a transaction beside it.
  const composed = all.flatMap((file) =>
    [...read(file).matchAll(/^( *).*ransaction\(context, async \(\w+, bound\)([\s\S]*?)\n\1\}\)/gm)].map(
      ([, , work]) => [file, work!],
    ),
  )
  expect(composed.length).toBeGreaterThanOrEqual(4)
  for (const [file, work] of composed) expect(work, file).not.toMatch(/\bworld\b/)
})

test('every kind of file that a room takes can be delivered', () => {
  const declared = ROOMS.flatMap((room) => files(`lib/${room}`, /-file\.ts$/)).flatMap(
    (file) => /: FileKind<\w+> = \{\s+name: '(\w+)'/.exec(read(file))?.[1] ?? [],
  )
  expect(declared.length).toBeGreaterThanOrEqual(7)
  expect(declared.sort()).toEqual([...FILE_KIND_NAMES].sort())
})

test('a journey calls use cases of rooms, and writes nothing itself', () => {
  for (const file of files('lib/journeys', /\.ts$/))
    expect(read(file), file).not.toMatch(
      /\$executeRaw|\b(INSERT|UPDATE|DELETE)\b|\.(create|update|delete|upsert)\w*\(|recordAudit|announce\w*\(/,
    )
})

test('the first line of every use case asks whether the actor may', () => {
  // On the way in there is no actor yet; these guard themselves by the state of the attempt.
  const withoutActor =
    /identity\/[a-z-]+\/(begin-sign-in|enter-|send-|choose-|open-)|register-operator|prove-again|identity\/sessions\/view-as/
  const useCases = ROOMS.flatMap((room) => files(`lib/${room}`, /^[a-z]+(-[a-z]+)+\.ts$/)).filter(
    (file) =>
      /export async function \w+\(\s*actor: Actor/.test(read(file)) &&
      !withoutActor.test(file) &&
      !file.includes('load-user'),
  )
  expect(useCases.length).toBeGreaterThanOrEqual(10)
  for (const file of useCases) {
    const body = /export async function \w+\(\s*actor: Actor[\s\S]*?\): Promise<[\s\S]*?> \{\n([\s\S]*)/.exec(
      read(file),
    )![1]!
    expect(body.split('\n')[0]?.trim(), file).toMatch(/^authorize\(actor, '/)
  }
})

test('bodies are read with bounds: by lib/web/body.ts and nothing else', () => {
  const handlers = files('app', /^route\.ts$/).concat(
    files('app/(public)', /^take\.ts$/),
    files('lib/web', /\.ts$/),
  )
  expect(handlers.length).toBeGreaterThan(20)
  for (const file of handlers.filter((each) => each !== 'lib/web/body.ts'))
    expect(read(file), file).not.toMatch(
      /\.(text|json|formData|arrayBuffer|blob|bytes|clone)\(\)|\brequest\.body\b/,
    )
})

test('every page behind sign-in asks who it is; no layout decides', () => {
  for (const page of files('app/(portal)', /^page\.tsx$/))
    expect(read(page), page).toMatch(/= await requireActor\(\)/)
  for (const layout of files('app', /^layout\.tsx$/))
    expect(read(layout), layout).not.toMatch(/requireActor|authorize\(/)
  for (const page of files('app/dev', /^(page|layout)\.tsx$|^actions\.ts$/))
    expect(read(page), page).toMatch(/\{\n {2}await requireDemo\(\)/)
})

test('every route that hands out a file asks who takes it: nobody does through somebody else’s eyes', () => {
  const routes = files('app/(portal)', /^route\.ts$/).filter((file) => /\bdownload\(/.test(read(file)))
  expect(routes.length).toBeGreaterThanOrEqual(7)
  for (const file of routes) {
    expect(read(file), file).toMatch(/= await requireTaker\(\)/)
    // By an operation, in which its permission, its input and its fact in the audit stand once.
    expect(read(file), file).toMatch(/await take\(actor, \w+, /)
  }
})

test('every form of an action carries whose it is: one component draws them, one function refuses those without', () => {
  const users = code().filter((file) => /\/action-form'|useActionState\(/.test(read(file)))
  expect(users.sort()).toEqual(['components/ui/action-form.tsx', 'components/ui/form.tsx'])
  // What is given an action without it is nobody's in particular: the browser's own settings, its session, the demo's doors.
  const bare = code().filter((file) => /<form\b(?:[^>]|=>)*?\baction=\{(?!address\b|`)/.test(read(file)))
  expect(bare.sort()).toEqual([
    'app/dev/pay/[reference]/page.tsx',
    'app/dev/personas/page.tsx',
    'components/shell/frame.tsx',
    'components/shell/kept-form.tsx',
    'components/shell/preferences.tsx',
  ])
})

test('every action of anybody is made by action(), or is one of those that are nobody’s in particular', () => {
  const made = files('app', /^actions\.ts$/).flatMap((file) =>
    [...read(file).matchAll(/export (?:const (\w+) = (\w+)\(|async function (\w+))/g)].map(
      ([, constant, by, name]) => ({ name: constant ?? name!, by }),
    ),
  )
  expect(made.length).toBeGreaterThan(45)
  expect(made.flatMap(({ name, by }) => (by === 'action' ? [] : [name])).sort()).toEqual([
    'demoPaymentAction',
    'openPersonaAction',
    'savePreferencesAction',
    'signOutAction',
    // By a secret of its own, signed in or not.
    'stopContactChangeAction',
    'tryFormAction',
  ])
})

test('what pages take from bin is a source of their build, which has its name from them', () => {
  const pages = code().filter((file) => !file.startsWith('prisma/'))
  const taken = pages.flatMap((file) =>
    [...read(file).matchAll(/from '@\/(bin\/[^']+)'/g)].map(([, of]) => of!),
  )
  expect(taken.length).toBeGreaterThan(0)
  for (const file of taken) expect(read('bin/lib/prepare.mjs'), file).toContain(`  '${file}',\n`)
})

test('no address says what was just done: a reload, or whoever sends it to somebody, would say it again', () => {
  for (const file of code()) expect(read(file), file).not.toMatch(/[?&](?:done|saved|changed)=/)
})

test('what a form sends is a part of components/ui, which keeps it after a refusal', () => {
  for (const file of files('components', /\.tsx$/).filter((name) => !name.startsWith('components/ui/'))) {
    const text = read(file)
    expect(text, file).not.toMatch(/defaultChecked/)
    // What is not sent, or leads a search by the address, is not kept.
    for (const [box] of text.matchAll(/<input\b(?:[^>]|=>)*?type="(?:checkbox|radio|date)"(?:[^>]|=>)*?>/g))
      expect(box, file).not.toMatch(/\bname=/)
    if (file !== 'components/grants/scope-choice.tsx') expect(text, file).not.toMatch(/<select\b|<textarea\b/)
  }
})

test('every form action of the portal goes through action(schema, useCase)', () => {
  for (const file of files('app/(portal)', /^actions\.ts$/))
    for (const [, made] of read(file).matchAll(/export (?:const|async function) \w+ ?=? ?(\w+)/g))
      expect(made, file).toBe('action')
})

test('the documents name every acceptance test, and each one exists', () => {
  const tests = files('tests', /\.test\.ts$/)
    .map(read)
    .join('\n')
  const table = read('docs/security.md').replace(/ +/g, ' ')
  const ids = [
    ...Array.from({ length: 8 }, (_, n) => `T${n + 1}`),
    ...Array.from({ length: 15 }, (_, n) => `O${n + 1}`),
    ...Array.from({ length: 6 }, (_, n) => `R${n + 1}`),
    'P1',
    'P2',
    'P3',
    'P4',
    'P5',
    'N',
    'S1',
    'S3',
    'S4',
    'S5',
    'S6',
  ]
  for (const id of ids) {
    expect(tests, id).toMatch(new RegExp(`test\\(\\s*['\`]${id} `))
    expect(table, id).toMatch(new RegExp(`\\| ${id} \\|`))
  }
})

test.each(['security.md', 'rights.md', 'never-wrong.md'])('every test that docs/%s names exists', (page) => {
  const existing = files('tests', /\.test\.ts$/)
  const named = [...read(`docs/${page}`).matchAll(/`(?:tests\/)?((?:\w+\/)?[\w-]+\.test\.ts)`/g)]
  expect(named.length).toBeGreaterThan(5)
  for (const [, name] of named)
    expect(
      existing.some((file) => file.endsWith(`/${name}`)),
      name,
    ).toBe(true)
})

test('the page of security names every test of an attack', () => {
  const page = read('docs/security.md')
  for (const file of files('tests/attack', /\.test\.ts$/).filter((name) => !name.includes('00-harness')))
    expect(page, file).toContain(`\`${file.split('/').at(-1)}\``)
})

test('nothing is left to be done in the code', () => {
  for (const file of [...code(), ...files('tests', /\.ts$/)].filter(
    (name) => !name.endsWith('house/code.test.ts'),
  ))
    expect(read(file), file).not.toMatch(/TODO|FIXME|@ts-ignore|as any|\.only\(|\.skip\(/)
})
