import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { registerMainAdministrator } from '@/lib/company/administrators/register-main-administrator'
import { findApiKey } from '@/lib/identity/keys/api-keys'
import { createApiKey, listApiKeys } from '@/lib/identity/keys/manage-api-keys'
import { cancelDelivery } from '@/lib/intake/cancel-delivery'
import { receiveDelivery } from '@/lib/intake/receive-delivery'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aMobile, value } from '../support/people'
import { runTask, spawnTask, TASKS } from '../support/task'

const context = useContext()
const folder = mkdtempSync(join(tmpdir(), 'switchboard-tasks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Every portal under test is prepared by the one that is in here already. */
const ran = new Set(['bin/tasks/prepare.ts'])

/** Runs a command that has to do what it says. Resolves with what it printed. */
async function done(name: string, ...args: string[]): Promise<string> {
  const { code, said } = await runTask(context, name, args)
  expect(code, `${name} ${args.join(' ')}: ${said}`).toBe(0)
  ran.add(TASKS.get(name)!)
  return said
}

/** The lines of docs/import.md that begin so, without their comments, as arguments. */
const documented = (name: string) =>
  [...readFileSync('docs/import.md', 'utf8').matchAll(new RegExp(`^npm run ${name} -- ([^#\n]*)`, 'gm'))].map(
    ([, rest]) => rest!.trim().split(/\s+/),
  )

test('operator:register, company:offer and main-administrator:rescue do what they say', async () => {
  const odd = ['sam', 'Sam Szabó', 'nowhere', '301110010']
  expect(await runTask(context, 'operator:register', odd)).toEqual({
    code: 1,
    said: 'Enter an e-mail address like name@company.com.\n',
  })
  expect(await done('operator:register', 'sam', 'Sam Szabó', 'sam@operator.example', '301110010')).toMatch(
    /^sam@operator is registered\. The temporary password goes to sam@operator\.example/,
  )
  const registered = await registerMainAdministrator(
    await demoActor(context, 'sam@operator'),
    {
      company: { slug: 'acme', name: 'Acme Kft.', language: 'en' },
      ...{ login: 'admin', name: 'Ada Takács', email: 'ada@acme.example' },
      ...{ mobile: aMobile(), language: undefined, declaration: 'D-1', proof: undefined },
    },
    context,
  )
  value(registered)
  expect(
    await done('company:offer', 'sam', 'acme', 'line:terminate', 'number:change', '--reference', 'T-1'),
  ).toBe('Not offered to acme: number:change, line:terminate.\n')
  expect(await done('message:why', 'ada@acme.example')).toMatch(
    /ada@acme\.example: \d message.*company\.main_administrator_registered {2}acme/s,
  )
  expect(await done('main-administrator:rescue', 'admin@acme', 'declaration D-2')).toMatch(
    /temporary password goes to ada@acme\.example/,
  )
})

test('api-key: every line of the documents, and the key that is shown is the one that works', async () => {
  const lines = documented('api-key')
  expect(lines.map(([act]) => act)).toEqual(['create', 'create', 'rotate', 'revoke', 'list'])
  const shown = async (said: string, system: string) => {
    const key = /^swb_[\w-]{43}$/m.exec(said)?.[0]
    expect(await findApiKey(`Bearer ${key}`, context), said).toMatchObject({ system })
  }
  // The first in a process of its own, from its first line to its end.
  const { code, said } = await spawnTask(context, 'api-key', lines[0]!)
  expect(code, said).toBe(0)
  await shown(said, lines[0]![1]!)
  for (const [act = '', ...rest] of lines.slice(1)) {
    const text = await done('api-key', act, ...rest)
    if (act === 'create' || act === 'rotate') await shown(text, rest[0]!)
    if (act === 'list') expect(text).toMatch(/acme-erp.*in use.*lines.*acme.*rating.*revoked/)
  }
})

test('api-key: what would make a key good for more than was asked for is refused', async () => {
  const before = await listApiKeys(context)
  for (const [sentence, ...args] of [
    ['--companies is empty.', 'create', 'wide', '--kinds', 'lines', '--companies', ''],
    ['--companies is empty.', 'create', 'wide', '--kinds', 'lines', '--companies='],
    ['given twice', 'create', 'wide', '--kinds', 'lines', '--companies', 'acme', '--companies', 'bigco'],
    ['no kind of file “”', 'create', 'wide', '--kinds', 'lines,'],
    ['no kind of file “calls”', 'create', 'wide', '--kinds', 'calls'],
    ['--kinds is missing.', 'create', 'wide'],
    ["Unknown option '--kinds'.", 'rotate', 'acme-erp', '--kinds', 'usage', '--companies', 'acme'],
    ["Unknown option '--days'.", 'revoke', 'acme-erp', '--days', '3'],
    ['all is one too many.', 'list', 'all'],
    ['no whole number', 'create', 'wide', '--kinds', 'lines', '--days', '1e3'],
    ['npm run api-key -- create', 'constructor'],
  ])
    await expect(runTask(context, 'api-key', args), args.join(' ')).rejects.toThrow(sentence)
  const companies = ['create', 'wide', '--kinds', 'lines', '--companies', 'acme,']
  expect((await runTask(context, 'api-key', companies)).code).toBe(1)
  expect(await listApiKeys(context)).toEqual(before)
})

test('demo:generate writes what import takes over, and a dry run takes over nothing', async () => {
  const small = ['--lines', '5', '--months', '1', '--usage-months', '1']
  await done('demo:generate', ...small, '--company', 'acme', '--out', folder)
  const lines = mkdtempSync(join(folder, 'lines-'))
  copyFileSync(join(folder, 'lines.csv'), join(lines, 'lines.csv'))
  expect(await done('import', lines, '--dry-run')).toContain('and undone (dry run)')
  expect(await context.db.subscription.count()).toBe(0)
  await done('import', folder)
  expect(await context.db.subscription.count()).toBeGreaterThan(4)
  // Another program's file is no reason to leave out ours, and none to say that all was taken.
  writeFileSync(join(lines, 'payments.xlsx'), '')
  const { code, said } = await runTask(context, 'import', [lines])
  expect(said).toContain('payments.xlsx: not read')
  expect(said).toMatch(/lines\.csv: (taken over before|5 rows)/)
  expect(code).toBe(1)
})

test('import:aside lists what was set aside until it is mended, or dismissed', async () => {
  expect(await done('import:aside', 'list')).toBe('Nothing is set aside.\n')
  await context.db.company.create({ data: { slug: 'aside', name: 'Aside', createdAt: context.clock() } })
  const night = mkdtempSync(join(folder, 'aside-'))
  const number = aMobile()
  const write = (status: string) =>
    writeFileSync(
      join(night, 'lines.csv'),
      `company,number,status\naside,${aMobile()},\naside,${number},${status}\nnobody,${aMobile()},\naside,${aMobile()},\n`,
    )
  const bounded = { IMPORT_SET_ASIDE: '50' }
  write('asleep')
  expect((await runTask(context, 'import', [night])).code).toBe(1)
  // Settings are read once a process.
  const first = await spawnTask(context, 'import', [night], undefined, bounded)
  expect(first, first.said).toMatchObject({ code: 0 })
  expect(first.said).toContain('lines.csv row 3, status: The status must be')
  expect(first.said).toContain('4 rows, 2 added, 0 changed, 0 moved, 2 set aside until they are mended')
  const { code, said } = await runTask(context, 'import:aside', ['list'])
  expect({ code, said }, said).toMatchObject({ code: 1 })
  expect(said).toMatch(
    new RegExp(
      `^lines\\.csv, taken .*\\n {2}row 3, status: .* \\(\\+36${number}\\)\\n {2}row 4, company: .*\\n2 rows are`,
    ),
  )
  const [, file = ''] = /, ([0-9a-f]{12})\n/.exec(said) ?? []
  expect((await runTask(context, 'import:aside', ['dismiss', file, '--row', '9'])).code).toBe(1)
  expect(await done('import:aside', 'dismiss', file, '--row', '4')).toBe('1 rows are no longer set aside.\n')
  expect(await context.db.auditEntry.count({ where: { action: 'billing.rows_dismissed' } })).toBe(1)
  // Mended by the next delivery that says something right about the same line, whatever else is in it.
  writeFileSync(join(night, 'lines-2.csv'), `company,number\naside,${number}\n`)
  rmSync(join(night, 'lines.csv'))
  expect(await done('import', night)).toContain(
    '1 added, 0 changed, 0 moved, 1 that were set aside before mended',
  )
  expect(await done('import:aside', 'list')).toBe('Nothing is set aside.\n')
})

test('import:waiting lists deliveries that wait, and says where nobody processes them', async () => {
  expect(await done('import:waiting')).toBe('No delivery waits.\n')
  const now = { ...context, clock: () => new Date() }
  const scope = { kinds: ['all'], companies: null, days: 30 }
  const { key } = value(await createApiKey('waiting', scope, now))
  const sender = (await findApiKey(`Bearer ${key}`, now))!
  const about = { key: sender, kind: 'lines', dry: false, address: null, requestId: null }
  const bytes = (async function* () {
    yield Buffer.from('company,number\n')
  })()
  const received = await receiveDelivery({ format: 'csv', bytes }, about, 1e9, now)
  const { id } = received as { id: string }
  expect(await runTask(context, 'import:waiting', [])).toEqual({
    code: 1,
    said: `${id}  waiting  lines  0.0 MB  waits for 0 min\nNo worker runs: start one with npm run worker, or a portal with WORKER=in.\n`,
  })
  await cancelDelivery(id, sender, now)
  expect(await done('import:waiting')).toBe('No delivery waits.\n')
})

test('keys:reseal and audit:verify say how it stands', async () => {
  expect(await done('keys:reseal')).toMatch(/^\d+ sealed anew with key [0-9a-f]{8}\.\n/)
  expect(await done('audit:verify')).toContain('Every chain is whole.')
})

test('worker sends until it is stopped', async () => {
  const { code, said } = await spawnTask(context, 'worker', [], (all, stop) => {
    if (all.includes('The worker is sending.')) stop()
  })
  expect(code, said).toBe(0)
  ran.add(TASKS.get('worker')!)
})

test('a promise that is rejected and that nobody looks at ends the worker, its stack written once', async () => {
  const { code, said } = await spawnTask(
    context,
    'worker',
    [],
    (all, stop) => {
      if (all.includes('The worker is sending.')) stop('SIGUSR2')
    },
    { NODE_OPTIONS: '--import ./tests/support/throws.mjs', LOG_FORMAT: 'json' },
  )
  expect(code, said).toBe(1)
  const lines = said.split('\n').filter((line) => line.includes('nobody caught it'))
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['fatal'])
  expect(lines[0]).toContain('throws.mjs')
})

test('there is no task that was not run here', () => {
  expect([...ran].sort()).toEqual(readdirSync('bin/tasks').map((file) => `bin/tasks/${file}`))
})
