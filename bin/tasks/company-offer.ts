// npm run company:offer -- <staff login> <company> [function …] --reference <text>: which functions the operator does not offer
// to a company; none: all are offered. Done in the name of a member of the operator's staff, who is assigned to the company for
// it, and written into the company's audit.
import { userActor } from '@/lib/identity/sessions/user-actor'
import { setOfferOnReferenceInput } from '@/lib/journeys/schema'
import { setOfferOnReference } from '@/lib/journeys/set-offer-on-reference'
import { NotFound } from '@/lib/kernel/violation'
import { isPermission, PERMISSIONS } from '@/lib/rights/catalogue'
import { refuseUnreadable } from '@/lib/words/refuse'
import { refused } from '../lib/refused'
import { Problem } from '../lib/say.mjs'
import { task } from '../lib/task'

export default task(
  {
    usage: 'npm run company:offer -- <staff login> <company> [function …] --reference <ticket>',
    options: { reference: { type: 'string' } },
    positionals: [2, 2 + PERMISSIONS.length],
  },
  async ({ values, positionals: [login = '', slug = '', ...functions] }, open) => {
    const unknown = functions.filter((fn) => !isPermission(fn))
    if (unknown.length > 0) throw new Problem(`no such function: ${unknown.join(', ')}`)
    const context = await open()
    const staff = await context.db.user.findFirst({
      where: { login, company: { kind: 'operator' } },
      select: { id: true },
    })
    const actor = staff && (await userActor(staff.id, context))
    if (!actor) throw new Problem(`${login} is not of the operator's staff`)
    try {
      const asked = setOfferOnReferenceInput.safeParse({
        slug,
        notOffered: functions,
        reference: values.reference ?? '',
      })
      if (!asked.success) return refused(refuseUnreadable(asked.error.issues).refusal)
      const set = await setOfferOnReference(actor, asked.data, context)
      if (!set.ok) return refused(set.refusal)
      console.log(`Not offered to ${slug}: ${set.value.notOffered.join(', ') || 'nothing'}.`)
      return 0
    } catch (error) {
      throw error instanceof NotFound ? new Problem(error.message) : error
    }
  },
)
