// npm run main-administrator:rescue -- <login@company> <reason>: a new temporary password for a main
// administrator whom nobody in their company can help, after customer service has checked the declaration.
import { rescueMainAdministrator } from '@/lib/company/rescue-main-administrator'
import { openWorld } from '@/lib/infra/world'
import { translator } from '@/lib/words/translator'

const [account, reason] = process.argv.slice(2)
if (!account || !reason) {
  console.error('npm run main-administrator:rescue -- <login@company> <reason>')
  process.exit(2)
}
const world = await openWorld()
const result = await rescueMainAdministrator(account, reason, world)
if (result.ok) console.log(`A new temporary password goes to ${result.value.email} when the worker runs.`)
else console.error(translator('en')(`refusals.${result.refusal.code}` as 'refusals.company.suspended'))
await world.db.$disconnect()
process.exit(result.ok ? 0 : 1)
