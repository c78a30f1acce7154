// npm run company:offer -- <staff login> <company> [function …]: which functions the operator does not offer to a
// company; none: all are offered. Done in the name of a member of the operator's staff, and written into the audit.
import { setOffer } from '@/lib/company/set-offer'
import { userActor } from '@/lib/identity/user-actor'
import { openWorld } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { isFunction } from '@/lib/rights/catalogue'

const [login, slug, ...functions] = process.argv.slice(2)
const unknown = functions.filter((fn) => !isFunction(fn))
if (!login || !slug || unknown.length > 0) {
  console.error(
    unknown.length > 0
      ? `no such function: ${unknown.join(', ')}`
      : 'npm run company:offer -- <staff login> <company> [function …]',
  )
  process.exit(2)
}
const world = await openWorld()
const staff = await world.db.user.findFirst({
  where: { login, company: { kind: 'operator' } },
  select: { id: true },
})
const actor = staff && (await userActor(staff.id, world))
let code = 1
try {
  if (!actor) throw new NotFound(`${login} is not of the operator's staff`)
  const set = await setOffer(actor, { slug, notOffered: functions.filter(isFunction) }, world)
  if (set.ok) console.log(`Not offered to ${slug}: ${set.value.notOffered.join(', ') || 'nothing'}.`)
  code = set.ok ? 0 : 1
} catch (error) {
  if (!(error instanceof NotFound)) throw error
  console.error(error.message)
}
await world.db.$disconnect()
process.exit(code)
