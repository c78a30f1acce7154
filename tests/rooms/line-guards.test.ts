import { expect, test } from 'vitest'
import { fileKindOf } from '@/lib/files/file-kinds'
import { createSession } from '@/lib/identity/attempts/sessions'
import { importFile } from '@/lib/intake/import-file'
import { MARKETS } from '@/lib/market/market'
import { editLines } from '@/lib/subscriptions/lines/edit-lines'
import { exportLines } from '@/lib/subscriptions/lines/export-lines'
import { previewLines } from '@/lib/subscriptions/lines/preview-lines'
import { MOST_HITS } from '@/lib/subscriptions/lines/select-lines'
import { moveLines } from '@/lib/subscriptions/moves/move-lines'
import { listLinesInput, moveLinesInput, selectLinesInput } from '@/lib/subscriptions/schema'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { exported } from '../support/exported'
import { anIccid } from '../support/iccid'
import { aCompany, aMobile, isIn, VISITOR, value } from '../support/people'

const context = useContext()

test('a SIM is not free because another company’s line of the same number ends', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const [number, iccid] = [aMobile(), anIccid()]
  await deliver(context, [{ company: one.slug, number, iccid }])
  const bytes = (async function* () {
    yield Buffer.from(
      `company,number,status,iccid\n${other.slug},${number},terminated,\n${other.slug},${aMobile()},active,${iccid}\n`,
    )
  })()
  const { problems } = await importFile(
    { name: 'lines', format: 'csv', bytes },
    fileKindOf('lines.csv')!,
    context,
  )
  expect(problems).toMatchObject([{ row: 3, code: 'subscriptions.sim_in_use', field: 'iccid' }])
})

test.each([
  ['hu', '2026-11-20T22:30:00Z', '2026-11-20'],
  ['ru', '2026-11-20T22:30:00Z', '2026-11-21'],
  ['ru', '2026-11-20T20:30:00Z', '2026-11-20'],
] as const)('%s: %s is the %s in a file of lines', async (name, at, day) => {
  const { admin, slug } = await aCompany(context)
  const { ids } = await deliver(context, [{ company: slug, number: aMobile() }])
  await context.db.lineUse.update({
    where: { subscriptionId: ids[0]! },
    data: { lastUsedAt: new Date(at), used: true },
  })
  const asked = { ...listLinesInput.parse({}), cols: ['used' as const] }
  const file = value(
    await exportLines(
      admin,
      { ...asked, format: 'csv', locale: 'en' },
      { ...context, market: MARKETS[name] },
    ),
  )
  expect((await exported(file)).map((row) => row.at(-1))).toEqual([day])
})

test('what a search finds is changed and handed out whole, however much more that is than a page looks at', async () => {
  const { admin, slug } = await aCompany(context)
  const count = MOST_HITS + 1
  await deliver(
    context,
    Array.from({ length: count }, () => ({ company: slug, number: aMobile(), holder: 'Kővári Ödön' })),
  )
  const selection = selectLinesInput.parse({ all: '1', q: 'kovari' })
  const preview = await previewLines(admin, selection, { field: 'label', value: 'x' }, context)
  expect(preview.count).toBe(count)
  const file = value(
    await exportLines(
      admin,
      { ...listLinesInput.parse({ q: 'kovari' }), format: 'csv', locale: 'en' },
      context,
    ),
  )
  expect(await exported(file)).toHaveLength(count)
})

test('a holder who is given to many lines at once ends what those before had signed in to, and nothing else', async () => {
  const { admin, slug } = await aCompany(context)
  const { ids } = await deliver(
    context,
    ['Nagy Éva', 'Kis Béla'].map((holder) => ({ company: slug, number: aMobile(), holder })),
  )
  const opened = await Promise.all(
    ids.map((subscriptionId) => createSession(context.sql, context, VISITOR, { subscriptionId }, ['sms'])),
  )
  const change = { field: 'holder', value: 'Kis Béla' } as const
  const selection = selectLinesInput.parse({ id: ids })
  const { seen } = await previewLines(admin, selection, change, context)
  value(await editLines(admin, { ...change, selection, seen }, context))
  expect(await Promise.all(opened.map((token) => isIn(context, token)))).toEqual([false, true])
})

test('no line goes to a cost centre of another company’s', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const { ids } = await deliver(context, [{ company: one.slug, number: aMobile() }])
  await deliver(context, [{ company: other.slug, number: aMobile(), costCentre: 'Theirs' }])
  const { id: to } = await context.db.costCentre.findFirstOrThrow({
    where: { companyId: other.admin.company.id },
  })
  const move = moveLinesInput.parse({ selection: `id=${ids[0]}`, to, seen: 'x' })
  await expect(moveLines(one.admin, move, context)).rejects.toThrow('cost centre')
})
