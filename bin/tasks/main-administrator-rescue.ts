// npm run main-administrator:rescue -- <login@company> <reason> [<contacts>]: a new temporary password for a main
// administrator whom nobody in their company can help, after customer service has checked the declaration. Where a change
// of their contacts was stopped, or made lately, it says which ones there are, and takes which of them hold.
import { rescueMainAdministrator } from '@/lib/company/administrators/rescue-main-administrator'
import { refused } from '../lib/refused'
import { task } from '../lib/task'

export default task(
  {
    usage: 'npm run main-administrator:rescue -- <login@company> <reason> [<contacts>]',
    positionals: [2, 3],
  },
  async ({ positionals: [account = '', reason = '', contacts] }, open) => {
    const result = await rescueMainAdministrator(account, reason, await open(), contacts)
    if (!result.ok) return refused(result.refusal)
    console.log(`A new temporary password goes to ${result.value.email} when the worker runs.`)
    return 0
  },
)
