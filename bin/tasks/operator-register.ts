// npm run operator:register -- <login> <full name> <e-mail> <mobile>: the first member of the operator's
// staff, on a database that has none. Everybody else is registered by somebody signed in.
import { ZodError } from 'zod'
import { registerOperator } from '@/lib/company/administrators/register-operator'
import { refuseUnreadable } from '@/lib/words/refuse'
import { refused } from '../lib/refused'
import { task } from '../lib/task'

export default task(
  { usage: 'npm run operator:register -- <login> <full name> <e-mail> <mobile>', positionals: [4, 4] },
  async ({ positionals: [login = '', name = '', email = '', mobile = ''] }, open) => {
    const context = await open()
    const company = { slug: 'operator', name: context.market.brand.operator }
    const form = { company, login, name, email, mobile, declaration: 'operator:register' }
    const result = await registerOperator(form, context).catch((error) => {
      if (error instanceof ZodError) return refuseUnreadable(error.issues)
      throw error
    })
    if (!result.ok) return refused(result.refusal)
    console.log(
      `${login}@operator is registered. The temporary password goes to ${email} when the worker runs.`,
    )
    return 0
  },
)
