import { expect, test } from 'vitest'
import { draw } from '@/lib/billing/bills/draw-bill'
import type { BillLineRow, BillView } from '@/lib/billing/view'
import { draw as drawReport } from '@/lib/infra/pdf/draw-report'
import type { Locale } from '@/lib/kernel/locale'
import { MARKETS } from '@/lib/market/market'
import { charactersOf } from '../support/pdf'

/** Wherever a bill shows what a customer wrote, a name in another script, also mixed in one line. */
const WRITTEN = {
  account: '王-1',
  debtor: 'Minta 株式会社 (王)',
  address: ['שדרות רוטשילד 12', '1011 محمد'],
  taxNumber: '김-2',
  corrects: '한-3',
  holder: 'Béla 明 محمد',
  costCentre: 'שלום-7',
  name: 'Roaming 中国',
}

const bill = (type: BillView['type'], currency: string): BillView => {
  const money = { net: 10_000, tax: 2_700, total: 12_700, open: type === 'invoice' ? 12_700 : 0 }
  return {
    ...{ id: '1', number: 'B-1', accountId: '1', accountName: 'x', type, currency, ...money },
    ...{ month: '2026-10-01', issuedOn: '2026-11-01', dueOn: '2026-11-09', state: 'overdue' as const },
    ...{
      periodFrom: '2026-10-01',
      periodTo: '2026-10-31',
      rounding: 0,
      paid: 0,
      previous: null,
      olderPayments: null,
      payments: [],
    },
    ...{ street: null, city: null, postcode: null, country: null },
    ...{ wasNet: null, wasTotal: null },
    account: WRITTEN.account,
    debtor: WRITTEN.debtor,
    address: WRITTEN.address,
    taxNumber: WRITTEN.taxNumber,
    corrects: WRITTEN.corrects,
    taxes: [{ category: 'S', rate: 2700, base: 10_000, amount: 2_700, reasonCode: null, reason: null }],
  }
}
const LINE: BillLineRow = {
  ...{ position: 1, number: '+36 30 123 4567', kind: 'roaming', quantity: 1, unit: 'piece' },
  ...{ net: 10_000, rate: 2700, category: 'S' },
  holder: WRITTEN.holder,
  costCentre: WRITTEN.costCentre,
  name: WRITTEN.name,
}

async function characters(bytes: AsyncIterable<Uint8Array>): Promise<Set<string>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return charactersOf(Buffer.concat(chunks))
}
async function* once<T>(...rows: T[]) {
  yield rows
}
const lettersOf = (...texts: string[]) => [...texts.join('').matchAll(/\p{Lo}/gu)].map(([letter]) => letter)

test.each([
  ['bill', 'hu', 'hu', 'invoice'],
  ['bill', 'rs', 'sr', 'invoice'],
  ['bill', 'ru', 'ru', 'invoice'],
  ['reminder', 'hu', 'en', 'invoice'],
  ['reminder', 'rs', 'sr', 'invoice'],
  ['reminder', 'ru', 'ru', 'invoice'],
  ['credit note', 'hu', 'hu', 'credit_note'],
  ['credit note', 'rs', 'en', 'credit_note'],
  ['credit note', 'ru', 'ru', 'credit_note'],
] as const)(
  'a %s of %s in %s shows every letter that a customer wrote',
  async (kind, country, locale, type) => {
    const market = MARKETS[country]
    const reminder = kind === 'reminder'
    const of = { bill: bill(type, market.currency), kinds: [], reminder, locale: locale as Locale, market }
    const shown = await characters(draw({ ...of, now: new Date(0) }, once(LINE)))
    const { holder, costCentre, name, address, ...rest } = WRITTEN
    const lines = reminder ? [] : [holder, costCentre, name]
    for (const letter of lettersOf(...Object.values(rest), ...address, ...lines))
      expect(shown.has(letter), letter).toBe(true)
    expect(shown.has('\ufffd')).toBe(false)
  },
)

test('a report shows them in its title, its head, its foot, its facts and its cells', async () => {
  const options = {
    ...{ title: '王', author: '김', running: '한', footer: 'שלום', pageLabel: '中 {page}', lacking: 'x' },
    ...{ language: 'hu', created: new Date(0) },
  }
  const facts = [['明', 'محمد']] as const
  const columns = [{ label: '国', share: 1, heads: true }]
  const shown = await characters(
    drawReport({ options, facts, columns }, once(['株'], ...Array(60).fill(['x']))),
  )
  for (const letter of lettersOf('王김한שלום中明محمد国株')) expect(shown.has(letter), letter).toBe(true)
})
