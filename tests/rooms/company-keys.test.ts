import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { MAY_BE_NOBODYS, NOT_A_CUSTOMERS, readCatalogue, type Table } from '../support/catalogue'
import { TEMPLATE } from '../support/cluster'

let tables: Table[]
let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('adminUrl').replace(/postgres$/, TEMPLATE) })
  await client.connect()
  tables = await readCatalogue(client)
})
afterAll(() => client.end())

const ofCustomers = () => tables.filter(({ name }) => !(name in NOT_A_CUSTOMERS))

test('every table of a customer’s says in every row whose it is', () => {
  const lack = ofCustomers().filter(
    ({ name, company }) => company !== (name in MAY_BE_NOBODYS ? 'maybe' : 'always'),
  )
  expect(lack.map(({ name }) => name)).toEqual([])
  // Nothing stands on a list of exceptions that is none.
  const known = new Map(tables.map((table) => [table.name, table]))
  for (const name of [...Object.keys(NOT_A_CUSTOMERS), ...Object.keys(MAY_BE_NOBODYS)])
    expect(known.has(name), name).toBe(true)
  for (const name of Object.keys(NOT_A_CUSTOMERS)) expect(known.get(name)!.company, name).not.toBe('always')
})

test('in every one of them a row is found by a key that begins with the company', () => {
  const lack = ofCustomers().filter(
    ({ keys, primaryKey }) =>
      !keys.some(
        ({ columns }) =>
          columns[0] === 'company_id' && primaryKey.every((column) => columns.includes(column)),
      ),
  )
  expect(lack.map(({ name }) => name)).toEqual([])
})

test('no key lets a row of one company name one of another', () => {
  const customers = new Set(ofCustomers().map(({ name }) => name))
  const lack = ofCustomers().flatMap(({ name, references }) =>
    references
      .filter(({ to }) => customers.has(to))
      .filter(
        (reference) =>
          !holdsCompany(reference) &&
          // Of what may be nobody’s the company is compared where there is one, and the row is there all the same.
          !(
            name in MAY_BE_NOBODYS &&
            references.some(
              (other) =>
                holdsCompany(other) && other.to === reference.to && other.columns[1] === reference.columns[0],
            )
          ),
      )
      .map((reference) => `${name}.${reference.name}`),
  )
  expect(lack).toEqual([])
  const unproven = tables.flatMap(({ references }) => references.filter(({ isProven }) => !isProven))
  expect(unproven.map(({ name }) => name)).toEqual([])
})
const holdsCompany = ({ columns, toColumns }: { columns: string[]; toColumns: string[] }) =>
  columns[0] === 'company_id' && toColumns[0] === 'company_id'
