import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files } from '../support/files'
import { readSchema, tableUses } from '../support/table-use'

// Reads of tables follow the arrows of docs/architecture.md, and a table has one writer: what joins rooms through SQL is an
// import too, though no import says so.

const SERVICES = ['audit', 'outbox', 'intake']
const ROOMS = ['identity', 'company', 'subscriptions', 'grants', 'billing']
const ABOVE = ['approvals', 'journeys', 'operations', 'files', 'jobs', 'web', 'tasks', 'app', 'components']

/** Tables that everybody needs: which book each is of, and the one room that writes it. */
const BOOKS: Record<string, string> = {
  ...of('company', 'company', 'user', 'main_administrator', 'suspension', 'contact_change', 'assignment'),
  ...of('subscriptions', 'subscription', 'billing_account', 'cost_centre', 'line_use'),
  ...of('grants', 'grant', 'substitution', 'number_ceiling', 'rights_template', 'rights_change'),
}
/** Tables whose schema stands elsewhere than with their writer. */
const WRITERS: Record<string, string> = {
  ...of('identity', 'identity_provider', 'demo_database'),
  ...of('jobs', 'mailbox_item'),
}

/** What still goes against the drawing. It only ever gets shorter: docs/decisions/040-books.md. */
const EXCEPTIONS: readonly string[] = ['lib/identity/sessions/open-session.ts writes user']

function of(room: string, ...tables: string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, room]))
}

/** What a file without it cannot reach a table by. */
const SPEAKS = /Prisma\.sql|\$(query|execute)Raw|\b(db|tx)\./

const uses = () => {
  const schema = readSchema()
  const sources = ['lib', 'app', 'components', 'bin/tasks'].flatMap((folder) => files(folder, /\.tsx?$/))
  return tableUses(
    sources.filter(
      (file) => !file.startsWith('lib/infra/generated/') && SPEAKS.test(readFileSync(file, 'utf8')),
    ),
    schema,
  ).map(({ file, table, writes }) => ({
    ...{ file, table, writes },
    room: file.startsWith('lib/') ? file.split('/')[1]! : file.split('/')[0]!.replace('bin', 'tasks'),
    writer: BOOKS[table] ?? WRITERS[table] ?? schema.tables.get(table)!,
  }))
}

/** Whether a room may read what another one writes: what stands below it, or to its left. */
const maySee = (room: string, writer: string, table: string): boolean =>
  room === writer ||
  ABOVE.includes(room) ||
  (ROOMS.includes(room) &&
    (table in BOOKS ||
      SERVICES.includes(writer) ||
      (ROOMS.includes(writer) && ROOMS.indexOf(writer) < ROOMS.indexOf(room)))) ||
  (['directory', 'inventory', 'access'].includes(room) && table in BOOKS)

test('every table is written by one room, and read by what stands above it or to its right', () => {
  const all = uses()
  // The tool has to see them at all.
  expect(all.length).toBeGreaterThan(600)
  expect(all.filter(({ writes }) => writes).length).toBeGreaterThan(150)
  const against = all
    .filter(({ room, writer, table, writes }) => (writes ? room !== writer : !maySee(room, writer, table)))
    .map(({ file, table, writes }) => `${file} ${writes ? 'writes' : 'reads'} ${table}`)
  expect(against.sort()).toEqual([...EXCEPTIONS].sort())
})
