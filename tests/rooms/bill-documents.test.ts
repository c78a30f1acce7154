import { expect, test } from 'vitest'
import { type BillFormat, openBillDocument } from '@/lib/billing/open-bill-document'
import { listBills } from '@/lib/billing/queries'
import { listBillsInput } from '@/lib/billing/schema'
import type { Locale } from '@/lib/kernel/locale'
import type { Actor } from '@/lib/rights/actor'
import { aCompanyWithBills } from '../support/billed'
import { useWorld } from '../support/world'

const world = useWorld()
async function document(actor: Actor, id: string, format: BillFormat, locale: Locale = 'hu') {
  const file = await openBillDocument(actor, { id, format, locale }, world)
  const chunks: Uint8Array[] = []
  for await (const chunk of file.bytes) chunks.push(chunk)
  return { ...file, content: Buffer.concat(chunks) }
}

test('every document of a bill', async () => {
  const { admin } = await aCompanyWithBills(world, { seed: 5, lines: 40, months: 3 })
  const { rows } = await listBills(admin, listBillsInput.parse({}), world)
  const { writeFileSync } = await import('node:fs')
  for (const format of ['pdf', 'reminder', 'csv', 'xlsx', 'ubl'] as const) {
    const { content, name } = await document(admin, rows[0]!.id, format)
    writeFileSync(`/tmp/docs-${name}`, content)
    expect(content.length).toBeGreaterThan(500)
  }
})
