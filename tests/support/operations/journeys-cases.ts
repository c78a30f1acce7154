import { digestOfLines } from '@/lib/subscriptions/lines/free-lines'
import type { Cases } from './check'
import { staffCases } from './staff-cases'

export const journeysCases: Cases = {
  ...staffCases,
  'journeys.leave_user': {
    'with their lines': async (house) => {
      const { admin, context } = house
      const { id, name } = await house.person('line:view')
      await house.lines(1, { holder: name })
      const seen = await digestOfLines(context.sql, admin, id)
      return { actor: admin, input: { id, reason: 'Retires', release: 'on', seen } }
    },
    'who is suspended already': async (house) => {
      const { id } = await house.person('line:view')
      await house.suspend(id)
      return { actor: house.admin, input: { id, reason: 'Retires' } }
    },
  },
}
