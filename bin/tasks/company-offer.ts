// npm run company:offer -- <staff login> <company> [function …]: which functions the operator does not offer to a
// company; none: all are offered. Done in the name of a member of the operator's staff, and written into the audit.
import { setOffer } from '@/lib/company/set-offer'
import { userActor } from '@/lib/identity/user-actor'
import { NotFound } from '@/lib/kernel/violation'
import { FUNCTIONS, isFunction } from '@/lib/rights/catalogue'
import { refused } from '../lib/refused'
import { Problem } from '../lib/say.mjs'
import { task } from '../lib/task'

export default task(
  {
    usage: 'npm run company:offer -- <staff login> <company> [function …]',
    positionals: [2, 2 + FUNCTIONS.length],
  },
  async ({ positionals: [login = '', slug = '', ...functions] }, open) => {
    const unknown = functions.filter((fn) => !isFunction(fn))
    if (unknown.length > 0) throw new Problem(`no such function: ${unknown.join(', ')}`)
    const world = await open()
    const staff = await world.db.user.findFirst({
      where: { login, company: { kind: 'operator' } },
      select: { id: true },
    })
    const actor = staff && (await userActor(staff.id, world))
    if (!actor) throw new Problem(`${login} is not of the operator's staff`)
    try {
      const set = await setOffer(actor, { slug, notOffered: functions.filter(isFunction) }, world)
      if (!set.ok) return refused(set.refusal)
      console.log(`Not offered to ${slug}: ${set.value.notOffered.join(', ') || 'nothing'}.`)
      return 0
    } catch (error) {
      throw error instanceof NotFound ? new Problem(error.message) : error
    }
  },
)
