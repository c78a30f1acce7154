// npm run main-administrator:rescue -- <login@company> <reason> [<contacts>]: a new temporary password for a main
// administrator whom nobody in their company can help, after customer service has checked the declaration. Where a change
// of their contacts was stopped, it says which ones there are, and takes which of them hold.
import { rescueMainAdministrator } from '@/lib/company/rescue-main-administrator'
import { openWorld } from '@/lib/infra/world'
import { translator } from '@/lib/words/translator'

const [account, reason, contacts] = process.argv.slice(2)
if (!account || !reason) {
  console.error('npm run main-administrator:rescue -- <login@company> <reason> [<contacts>]')
  process.exit(2)
}
const world = await openWorld()
const result = await rescueMainAdministrator(account, reason, world, contacts)
if (result.ok) console.log(`A new temporary password goes to ${result.value.email} when the worker runs.`)
else {
  const { code, values } = result.refusal
  console.error(
    translator('en')(`refusals.${code}` as 'refusals.company.contacts_undecided', values as never),
  )
}
await world.db.$disconnect()
process.exit(result.ok ? 0 : 1)
