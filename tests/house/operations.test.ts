import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownKinds } from '@/lib/jobs/known-kinds'
import { OPERATIONS } from '@/lib/operations/registry'
import { factsOf, RISKY } from '@/lib/rights/catalogue'
import { files } from '../support/files'
import { operations } from '../support/rights-doc'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('every operation is declared in its room, listed there once, and goes by one name', () => {
  const declared = operations()
  expect(declared.length).toBeGreaterThan(55)
  for (const { file, name, operation } of declared)
    expect(operation.key, file).toBe(`${file.split('/')[1]}.${snake(name)}`)
  const keys = OPERATIONS.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.length).toBe(declared.length)
})

test('what an operation says of its audit and messages stands in the code of its room, and the other way round', () => {
  const texts = new Map<string, string>()
  const roomOf = (name: string) => {
    const text =
      texts.get(name) ??
      files(`lib/${name}`, /\.ts$/)
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n')
    texts.set(name, text)
    return text
  }
  for (const { key, audit, announces = [] } of OPERATIONS)
    for (const fact of [...audit, ...announces]) {
      const [room = '', tail = ''] = fact.split('.')
      // What a change of rights is called in the audit is its kind.
      const said = [`'${fact}'`, `'${tail}'`].some((each) => roomOf(room).includes(each))
      expect(said, `${key} ${fact}`).toBe(true)
    }
})

test('a second person is asked only for what the law calls risky, or what gives a way in', () => {
  const asking = OPERATIONS.filter(({ secondPerson }) => secondPerson)
  expect(asking.length).toBeGreaterThanOrEqual(9)
  for (const { key, permission, secondPerson, preview } of asking) {
    expect(preview, `${key} says what it would change`).toBeTypeOf('function')
    const { risk } = factsOf(secondPerson?.permission ?? permission)
    expect(risk, key).toBeGreaterThanOrEqual(1)
  }
})

test('what was approved is a value of one input: whoever reads it says of which', () => {
  const readers = files('lib', /\.ts$/).filter((file) =>
    /\bactor\.approval\b|\bself\.approval\b/.test(readFileSync(file, 'utf8')),
  )
  // The law of it; and whoever names who did it, inside an operation, whose actor has that of its input alone.
  expect(readers.sort()).toEqual(['lib/audit/record.ts', 'lib/rights/actor.ts'])
})

test('what is risky asks for a fresh proof, or stands in the page about security with its reason', () => {
  const page = readFileSync('docs/security.md', 'utf8').split('## Risky and without a fresh proof')[1] ?? ''
  const listed = [...page.split('\n## ')[0]!.matchAll(/^\| `(\w+\.\w+)` +\| \w/gm)].map(([, key]) => key)
  const without = OPERATIONS.filter(({ permission, proof }) => factsOf(permission).risk >= RISKY && !proof)
  expect(listed.sort()).toEqual(without.map(({ key }) => key).sort())
})

test('whatever stands in the audit in the name of who did it was done by an operation', () => {
  // Steps that operations share; each is called by some, and by nothing else.
  const parts = [
    'lib/approvals/ask-approval.ts',
    'lib/approvals/set-approval-rules.ts',
    'lib/company/staff/write-assignment.ts',
    'lib/grants/changes/end-rights.ts',
    'lib/identity/factors/pending-factor.ts',
    'lib/subscriptions/lines/free-lines.ts',
  ]
  const declared = new Set(operations().map(({ file }) => file))
  const writers = files('lib', /\.ts$/).filter((file) => readFileSync(file, 'utf8').includes('auditActor('))
  expect(writers.length).toBeGreaterThan(50)
  expect(writers.filter((file) => !declared.has(file)).sort()).toEqual(parts)
})

test('what any room announces is composed by somebody', () => {
  const announced = files('lib', /^messages\.ts$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bkind: '(\w+\.\w+)'/g)].map(([, kind]) => kind!),
  )
  expect(announced.length).toBeGreaterThan(40)
  expect([...knownKinds].sort()).toEqual([...new Set(announced)].sort())
})
