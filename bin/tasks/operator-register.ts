// npm run operator:register -- <login> <full name> <e-mail> <mobile>: the first member of the operator's
// staff, on a database that has none. Everybody else is registered by somebody signed in.
import { registerOperator } from '@/lib/company/register-operator'
import { openWorld } from '@/lib/infra/world'
import { translator } from '@/lib/words/translator'

const [login, name, email, mobile] = process.argv.slice(2)
if (!login || !name || !email || !mobile) {
  console.error('npm run operator:register -- <login> <full name> <e-mail> <mobile>')
  process.exit(2)
}
const world = await openWorld()
const company = { slug: 'operator', name: world.market.brand.operator }
const form = { company, login, name, email, mobile, declaration: 'operator:register' }
const result = await registerOperator(form, world)
if (result.ok)
  console.log(
    `${login}@operator is registered. The temporary password goes to ${email} when the worker runs.`,
  )
else console.error(translator('en')(`refusals.${result.refusal.code}` as 'refusals.company.slug_taken'))
await world.db.$disconnect()
process.exit(result.ok ? 0 : 1)
