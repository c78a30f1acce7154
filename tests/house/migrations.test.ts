import { expect, test } from 'vitest'
import { migrationNames, scriptOf } from '@/lib/infra/migration-turn'
import { ONLINE } from '@/lib/infra/online-migration'

// What is wrong in a migration's text, before a large table tells it. Whether PostgreSQL does without a scan:
// tests/rooms/migrations.test.ts.

/** Those before were released: nobody edits them. */
const FROM = '20261128'

/** Statements that hold everybody up on a large table, and what does the same without. */
const HOLDS_UP: { name: string; is: (statement: string) => boolean }[] = [
  {
    name: 'drops the proof that a column is NOT NULL where it says so: PostgreSQL drops first, and scans',
    is: (statement) => /\bSET NOT NULL\b/i.test(statement) && /\bDROP CONSTRAINT\b/i.test(statement),
  },
  {
    name: 'adds a constraint that is not NOT VALID',
    is: (statement) => matches(statement, 'ADD CONSTRAINT') > matches(statement, 'NOT VALID'),
  },
  {
    name: 'proves a constraint in the statement that adds it',
    is: (statement) => /\bADD CONSTRAINT\b/i.test(statement) && /\bVALIDATE\b/i.test(statement),
  },
  {
    name: 'builds an index that is not CONCURRENTLY',
    is: (statement) => /^CREATE (UNIQUE )?INDEX (?!CONCURRENTLY IF NOT EXISTS)/i.test(statement),
  },
  {
    name: 'adds a column that is NOT NULL',
    is: (statement) => /\bADD COLUMN\b.*\bNOT NULL\b/i.test(statement),
  },
]
const matches = (text: string, words: string) => text.match(new RegExp(`\\b${words}\\b`, 'gi'))?.length ?? 0

/** Without what comments say, and what functions do. */
const statementsOf = (script: string) =>
  script
    .replace(/^\s*--.*$/gm, '')
    .replace(/\$\$.*?\$\$/gs, '$$')
    .split(';')
    .map((statement) => statement.trim())

const faultsOf = (script: string, faults = HOLDS_UP) =>
  statementsOf(script).flatMap((statement) =>
    faults.filter(({ is }) => is(statement)).map(({ name }) => `${name}: ${statement}`),
  )

test('no migration drops what proves a column in the statement that relies on it, nor scans a large table under a lock', () => {
  const names = migrationNames().filter((name) => name > FROM)
  const faults = names.flatMap((name) => {
    const script = scriptOf(name)
    return faultsOf(script, script.startsWith(ONLINE) ? HOLDS_UP : HOLDS_UP.slice(0, 1))
  })
  expect(faults).toEqual([])
  expect(names.filter((name) => scriptOf(name).startsWith(ONLINE)).length).toBeGreaterThan(1)
})

test('what holds everybody up is seen, and what does not is let through', () => {
  const wrong = `-- SET NOT NULL, DROP CONSTRAINT: only said.
    ALTER TABLE "piece" ALTER COLUMN "whole" SET NOT NULL, DROP CONSTRAINT whole_known;
    ALTER TABLE "piece" ADD CONSTRAINT a CHECK (whole), ADD CONSTRAINT b CHECK (whole) NOT VALID;
    ALTER TABLE "piece" ADD CONSTRAINT a CHECK (whole) NOT VALID, VALIDATE CONSTRAINT b;
    CREATE UNIQUE INDEX "piece_whole" ON "piece"("whole");
    ALTER TABLE "piece" ADD COLUMN "part" int NOT NULL;`
  expect(faultsOf(wrong).map((fault) => fault.split(':')[0])).toEqual(
    HOLDS_UP.map(({ name }) => name.split(':')[0]),
  )
  const right = `ALTER TABLE "piece" ALTER COLUMN "whole" SET NOT NULL;
    ALTER TABLE "piece" DROP CONSTRAINT IF EXISTS whole_known;
    ALTER TABLE "piece" DROP CONSTRAINT IF EXISTS a, ADD CONSTRAINT a CHECK (whole) NOT VALID;
    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "piece_whole" ON "piece"("whole");
    ALTER TABLE "piece" ADD COLUMN IF NOT EXISTS "part" int;`
  expect(faultsOf(right)).toEqual([])
})
