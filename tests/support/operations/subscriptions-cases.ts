import { lookAtLines } from '@/lib/subscriptions/lines/preview-lines'
import { selectLinesInput } from '@/lib/subscriptions/schema'
import { anIccid } from '../iccid'
import { moveTo, previewTo } from '../moved'
import { aMobile, value } from '../people'
import type { Ready } from './answer'
import type { Cases } from './check'
import type { House } from './house'

const selectionOf = (ids: readonly string[]) => ids.map((id) => `id=${id}`).join('&')

/** Gives two lines a label or a holder, as the page does that has shown what stands there. */
async function many(house: House, field: 'label' | 'holder'): Promise<Ready> {
  const { context, admin } = house
  const ids = await house.lines(2)
  const change = { field, value: 'Anna' }
  const { seen } = await lookAtLines(context.sql, admin, selectLinesInput.parse({ id: ids }), change, context)
  return { actor: admin, input: { ...change, selection: selectionOf(ids), seen } }
}

async function moving(house: House, count: number, name: string): Promise<Ready> {
  const ids = await house.lines(count)
  const { seen } = await previewTo(house.context, house.admin, ids, name)
  return { actor: house.admin, input: { selection: selectionOf(ids), name, seen } }
}

export const subscriptionsCases: Cases = {
  'subscriptions.edit_line': {
    usual: async (house) => {
      const [id] = await house.lines(1)
      const input = { id, label: 'Reception', 'was:label': '', holder: 'Anna', 'was:holder': '' }
      return { actor: house.admin, input }
    },
  },
  'subscriptions.edit_lines': {
    'a label': (house) => many(house, 'label'),
    'a holder': (house) => many(house, 'holder'),
  },
  'subscriptions.export_lines': {
    usual: async (house) => {
      await house.lines(2)
      return { actor: house.admin, input: { locale: 'en' } }
    },
  },
  'subscriptions.label_own_line': {
    usual: async (house) => {
      const [line] = await house.lines(1)
      return { actor: await house.numberOf(line!), input: { label: 'Mine', 'was:label': '' } }
    },
  },
  'subscriptions.move_lines': {
    'one, to a new cost centre': (house) => moving(house, 1, 'Sales'),
    several: (house) => moving(house, 2, 'Sales'),
    'to one that is there': async (house) => {
      const { context, admin } = house
      value(await moveTo(context, admin, await house.lines(1), 'Sales'))
      const ids = await house.lines(1)
      const { seen } = await previewTo(context, admin, ids, 'Sales')
      const { id: to } = await context.db.costCentre.findFirstOrThrow({
        where: { companyId: house.companyId },
      })
      return { actor: admin, input: { selection: selectionOf(ids), to, seen } }
    },
  },
  'subscriptions.show_sim_codes': {
    usual: async (house) => {
      const number = aMobile()
      const iccid = anIccid()
      await house.take('lines.csv', 'company,number,iccid', `${house.slug},${number},${iccid}`)
      await house.take('sims.csv', 'company,iccid,pin,puk', `${house.slug},${iccid},1234,12345678`)
      const line = await house.context.db.subscription.findFirstOrThrow({
        where: { companyId: house.companyId, iccid },
      })
      return { actor: house.admin, input: { id: line.id } }
    },
  },
  'subscriptions.undo_move': {
    usual: async (house) => {
      const { id } = value(await moveTo(house.context, house.admin, await house.lines(2), 'Sales'))
      return { actor: house.admin, input: { id } }
    },
  },
}
