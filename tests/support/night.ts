import { fileKindOf } from '@/lib/files/file-kinds'
import type { Context } from '@/lib/infra/context'
import { importFile } from '@/lib/intake/import-file'

// A night's delivery of a whole operator: every kind of file over many companies, clean, or with some rows spoilt in
// every way that there is. Whoever takes it says what was listed, and what stands afterwards.

export type Night = {
  companies: number
  /** Lines of each company; ten of them on each of its bills. */
  lines: number
  /** One of so many rows, or bills, is spoilt. */
  spoilt: number
}
type Cells = Record<string, string>
/** One way to spoil a row: its cells, and what has to be listed. */
type Harm = [cells: Cells, code: string]

const NOBODY: Harm = [{ company: 'nobody' }, 'subscriptions.no_company']
const ODD: Harm = [{ company: 'No Body' }, 'subscriptions.no_company']
const amount = (field: string, text: string): Harm => [{ [field]: text }, 'subscriptions.amount_unreadable']
const lost = (field: string): Harm => [{ [field]: '+36209999999' }, 'subscriptions.no_line']

/** Ways to spoil a row of each kind; each belongs to a row that is about something of its own. */
const HARMS: Record<string, Harm[]> = {
  accounts: [
    ...[NOBODY, ODD],
    [{ number: '' }, 'subscriptions.cell_missing'],
    [{ name: '=1+1' }, 'subscriptions.cell_formula'],
    [{ street: 'x'.repeat(161) }, 'subscriptions.cell_unreadable'],
    [{ country: 'Hungary' }, 'subscriptions.cell_unreadable'],
    [{ country: 'hu' }, 'bills.country_unknown'],
  ],
  lines: [
    ...[NOBODY, ODD],
    [{ number: '1234' }, 'subscriptions.not_mobile'],
    [{ number: '' }, 'subscriptions.no_reference'],
    [{ kind: 'pigeon' }, 'subscriptions.kind_unknown'],
    [{ status: 'asleep' }, 'subscriptions.status_unknown'],
    [{ holder: '@SUM(A1)' }, 'subscriptions.cell_formula'],
    [{ email: 'nowhere' }, 'subscriptions.email_unreadable'],
    [{ iccid: '12345' }, 'subscriptions.iccid_unreadable'],
    [{ since: 'yesterday' }, 'subscriptions.moment_unreadable'],
    [{ since: '9999-01-01' }, 'subscriptions.moment_far'],
    amount('spendingLimit', '1e2'),
  ],
  sims: [
    ...[NOBODY, ODD],
    [{ iccid: '1' }, 'subscriptions.iccid_unreadable'],
    [{ pin: 'abcd' }, 'subscriptions.pin_unreadable'],
    [{ puk: '123' }, 'subscriptions.puk_unreadable'],
  ],
  bills: [
    ...[NOBODY, ODD, lost('line')],
    [{ bill: '' }, 'subscriptions.cell_missing'],
    [{ kind: 'tribute' }, 'bills.kind_unknown'],
    [{ quantity: 'few' }, 'bills.quantity_unreadable'],
    [{ unit: 'stone' }, 'bills.unit_unknown'],
    [{ rate: '127' }, 'bills.rate_unreadable'],
    [{ periodTo: '2020-09-01' }, 'bills.period_unreadable'],
    [{ currency: 'EUR' }, 'bills.currency_unknown'],
    [{ dueOn: '2027-01-01' }, 'bills.head_differs'],
    [{ net: '1.01' }, 'bills.total_differs'],
    [{ net: '-1' }, 'bills.negative'],
    amount('net', '1e2'),
  ],
  payments: [
    ...[NOBODY, ODD],
    [{ reference: '' }, 'subscriptions.cell_missing'],
    [{ bill: 'none' }, 'bills.no_bill'],
    [{ account: 'none' }, 'bills.no_bill'],
    [{ currency: 'EUR' }, 'bills.currency_unknown'],
    [{ paidOn: '1999-01-01' }, 'subscriptions.moment_far'],
    amount('amount', '0'),
  ],
  usage: [
    ...[NOBODY, ODD, lost('line')],
    [{ at: '2026-11-20' }, 'subscriptions.moment_unreadable'],
    [{ at: '2036-11-20T10:00:00Z' }, 'subscriptions.moment_far'],
    [{ kind: 'smoke' }, 'bills.usage_unknown'],
    [{ abroad: 'at' }, 'bills.country_unknown'],
    [{ quantity: '-1' }, 'bills.quantity_unreadable'],
    amount('net', '-1'),
  ],
  buckets: [
    ...[NOBODY, ODD, lost('line')],
    [{ kind: 'gold' }, 'subscriptions.bucket_unknown'],
    [{ name: '' }, 'subscriptions.cell_missing'],
    [{ validTo: 'soon' }, 'subscriptions.moment_unreadable'],
    amount('used', '1.5'),
    amount('total', 'many'),
  ],
}
export const NIGHT_KINDS = Object.keys(HARMS)

/** What tells apart what a row is about. Whoever spoils that makes it a row about something else. */
const KEYS: Record<string, string[]> = {
  accounts: ['company', 'number'],
  lines: ['number'],
  sims: ['iccid'],
  bills: ['company', 'bill'],
  payments: ['company', 'reference'],
  usage: ['company', 'line', 'at', 'reference'],
  buckets: ['company', 'line'],
}
/** Only once all rows of a bill are seen does it show, and is listed with the first of them. */
const OF_WHOLE_BILLS = new Set(['bills.head_differs', 'bills.total_differs'])

const pad = (n: number, digits: number) => String(n).padStart(digits, '0')
const slugOf = (c: number) => `c${pad(c, 4)}`
/** A serial with its check digit (ISO/IEC 7812-1, Luhn). */
function iccidOf(n: number): string {
  const body = `893630${pad(n, 12)}`
  const sum = [...body].reverse().reduce((all, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return all + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

/** Clean rows of one kind. Only the last line of each company, which is new and has nothing else yet, may be spoilt. */
function* cleanRows(kind: string, { companies, lines }: Night): Generator<{ cells: Cells; may: boolean }> {
  for (let c = 0; c < companies; c++) {
    const company = slugOf(c)
    if (kind === 'accounts')
      for (let a = 0; a < 5; a++)
        yield {
          cells: {
            company,
            number: `${company}-${a}`,
            name: `Account ${a}`,
            street: 'Fő utca 1.',
            country: 'HU',
          },
          may: true,
        }
    for (let l = 0; l < lines; l++) {
      const n = c * lines + l
      const number = `+3620${pad(1_000_000 + n, 7)}`
      const [last, bill] = [l === lines - 1, `${company}-B${Math.floor(l / 10)}`]
      const account = `${company}-${Math.floor(l / 10) % 5}`
      const line: Cells = { company, line: number }
      if (kind === 'lines')
        yield {
          cells: {
            ...{
              company,
              number,
              kind: '',
              status: '',
              tariff: 'Fleet S',
              billingAccount: account,
              iccid: iccidOf(n),
            },
            ...{ holder: `Minta Béla ${n}`, email: '', spendingLimit: '100', since: '2025-01-01' },
          },
          may: last,
        }
      if (last) continue
      if (kind === 'sims')
        yield { cells: { company, iccid: iccidOf(n), pin: '1234', puk: '12345678' }, may: true }
      if (kind === 'bills')
        yield {
          cells: {
            ...{
              company,
              account,
              bill,
              issuedOn: '2026-11-05',
              dueOn: '2026-11-25',
              periodFrom: '2026-10-01',
            },
            ...{
              periodTo: '2026-10-31',
              currency: 'HUF',
              billTotal: (NET_AND_TAX * Math.min(10, lines - 1 - l + (l % 10))).toFixed(2),
            },
            ...{
              line: number,
              kind: 'fee',
              name: 'Fleet S',
              quantity: '1',
              unit: 'month',
              net: '10',
              rate: '27',
            },
          },
          may: l % 10 === FIFTH && Math.floor(l / 10) % 2 === 1,
        }
      // Bills of an even place are paid; those that may be spoilt are the odd ones.
      if (kind === 'payments' && l % 20 === 0)
        yield {
          cells: {
            company,
            reference: `P-${n}`,
            account,
            bill,
            amount: String(NET_AND_TAX),
            currency: 'HUF',
            paidOn: '2026-11-20',
          },
          may: true,
        }
      if (kind === 'usage')
        yield {
          cells: {
            ...line,
            ...{
              at: '2026-11-20T10:00:00+01:00',
              reference: `U-${n}`,
              kind: 'voice',
              abroad: '',
              quantity: '60',
              net: '0.5',
            },
          },
          may: true,
        }
      if (kind === 'buckets')
        for (const name of ['EU', 'Home'])
          yield {
            cells: {
              ...line,
              kind: 'data',
              name,
              total: '1000',
              used: '1',
              validTo: '2026-12-01T00:00:00+01:00',
            },
            may: name === 'Home',
          }
    }
  }
}

/** Of a line of a bill: ten, and 27 % tax. */
const NET_AND_TAX = 12.7
/** Row of the bill that may be spoilt, from its first. */
const FIFTH = 4

/** A file of the night, as it is read. What it has to come to is whole once it has been. */
function nightFile(kind: string, night: Night, spoilt: boolean) {
  const harms = HARMS[kind]!
  const every = { lines: 1, bills: Math.ceil(night.spoilt / 2) }[kind] ?? night.spoilt
  const total = { rows: 0 }
  /** Rows with their reasons; how many rows are not taken; how many of the listed ones no right row can mend. */
  const due = { listed: [] as { row: number; code: string }[], setAside: 0, never: 0 }
  function spoil(cells: Cells, harm: Harm, row: number): Cells {
    const [changed, code] = harm
    const elsewhere = KEYS[kind]!.some((key) => key in changed)
    const first = { row: row - FIFTH, code: 'bills.total_differs' }
    if (kind === 'bills' && OF_WHOLE_BILLS.has(code)) due.listed.push({ ...first, code })
    else if (kind === 'bills' && elsewhere) due.listed.push(first, { row, code })
    else due.listed.push({ row, code })
    if (elsewhere) due.never += 1
    due.setAside +=
      kind === 'bills'
        ? Math.round(Number(cells.billTotal) / NET_AND_TAX)
        : kind === 'buckets' && !elsewhere
          ? 2
          : 1
    return { ...cells, ...changed }
  }
  function* rows(): Generator<Cells> {
    let [may, harmed] = [0, 0]
    for (const { cells, may: open } of cleanRows(kind, night)) {
      total.rows += 1
      const is = spoilt && open && may++ % every === 0
      yield is ? spoil(cells, harms[harmed++ % harms.length]!, total.rows + 1) : cells
    }
  }
  async function* bytes() {
    let text = ''
    for (const cells of rows()) {
      text ||= total.rows === 1 ? `${Object.keys(cells).join(',')}\n` : ''
      text += `${Object.values(cells).join(',')}\n`
      if (text.length < 60_000) continue
      yield Buffer.from(text)
      text = ''
    }
    yield Buffer.from(text)
  }
  return { source: { name: `${kind}.csv`, format: 'csv', bytes: bytes() } as const, due, total }
}

/** Registers the companies of a night. */
export const registerCompanies = (context: Context, { companies }: Night) =>
  context.db.company.createMany({
    data: Array.from({ length: companies }, (_, c) => ({
      slug: slugOf(c),
      name: slugOf(c),
      createdAt: context.clock(),
    })),
  })

/** Takes one file of a night, setting aside what does not fit. `read`: so many rows the database read of those that it staged. */
export async function takeNightFile(context: Context, kind: string, night: Night, spoilt: boolean) {
  const { source, ...file } = nightFile(kind, night, spoilt)
  let read = 0
  const imported = await importFile(source, fileKindOf(`${kind}.csv`)!, context, {
    setAside: 50,
    async taken(tx) {
      const [row] = await tx.$queryRaw<[{ read: number }]>`
        SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::float8 AS read
        FROM pg_stat_xact_user_tables WHERE schemaname LIKE 'pg_temp%'`
      read = row.read
    },
  })
  return { ...file, imported, read }
}

/** All that a night leaves behind: how many of each there are, and a digest over them that has no ids or moments in it. */
export async function standing(context: Context): Promise<Record<string, { count: number; digest: string }>> {
  const found = await context.sql.$queryRaw<{ what: string; count: number; digest: string }[]>`
    WITH facts (what, fact) AS (
      SELECT 'accounts', concat_ws('|', c.slug, a.number, a.name, a.street, a.country)
      FROM billing_account a JOIN company c ON c.id = a.company_id
      UNION ALL SELECT 'lines', concat_ws('|', c.slug, s.ident, s.kind, s.status, s.tariff, a.number, s.iccid, s.holder,
        s.spending_limit, s.created_at, u.spent, u.last_used_at, u.over_limit)
      FROM subscription s JOIN company c ON c.id = s.company_id LEFT JOIN billing_account a ON a.id = s.billing_account_id
      LEFT JOIN line_use u ON u.subscription_id = s.id
      UNION ALL SELECT 'sims', concat_ws('|', c.slug, s.iccid) FROM sim_secret s JOIN company c ON c.id = s.company_id
      UNION ALL SELECT 'bills', concat_ws('|', c.slug, b.number, a.number, b.issued_on, b.due_on, b.period_from, b.period_to,
        b.net, b.tax, b.open)
      FROM bill b JOIN company c ON c.id = b.company_id JOIN billing_account a ON a.id = b.billing_account_id
      UNION ALL SELECT 'bill lines', concat_ws('|', b.number, l.position, s.ident, l.kind, l.name, l.quantity, l.unit, l.net,
        l.rate)
      FROM bill_line l JOIN bill b ON b.id = l.bill_id JOIN subscription s ON s.id = l.subscription_id
      UNION ALL SELECT 'payments', concat_ws('|', c.slug, p.reference, p.for_bill, p.amount, p.state, b.number, t.amount)
      FROM payment p JOIN company c ON c.id = p.company_id LEFT JOIN payment_part t ON t.payment_id = p.id
      LEFT JOIN bill b ON b.id = t.bill_id
      UNION ALL SELECT 'usage', concat_ws('|', s.ident, u.at, u.reference, u.kind, u.quantity, u.net)
      FROM usage_record u JOIN subscription s ON s.id = u.subscription_id
      UNION ALL SELECT 'sums', concat_ws('|', s.ident, u.month, u.kind, u.quantity, u.net, u.records)
      FROM usage_sum u JOIN subscription s ON s.id = u.subscription_id
      UNION ALL SELECT 'buckets', concat_ws('|', s.ident, b.kind, b.name, b.total, b.used, b.valid_to)
      FROM bucket b JOIN subscription s ON s.id = b.subscription_id)
    SELECT what, count(*)::int AS count, md5(string_agg(fact, chr(10) ORDER BY fact COLLATE "C")) AS digest
    FROM facts GROUP BY what ORDER BY what`
  return Object.fromEntries(found.map(({ what, count, digest }) => [what, { count, digest }]))
}
