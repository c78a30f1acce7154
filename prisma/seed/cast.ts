import { registerMainAdministrator } from '@/lib/company/administrators/register-main-administrator'
import { registerOperator } from '@/lib/company/administrators/register-operator'
import { createUser } from '@/lib/company/users/create-user'
import { fileKindOf, kindsInOrder } from '@/lib/files/file-kinds'
import type { Context } from '@/lib/infra/context'
import { importFile } from '@/lib/intake/import-file'
import type { Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from './change-rights'
import { companyFiles, generatedSource } from './company/files'
import { demoActor } from './demo-actor'
import { ADA, COLLEAGUES, LINES, MIA, SAM } from './personas'

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the cast could not be registered: ${result.refusal.code}`)
  return result.value
}

/**
 * Registers the demo cast through the real use cases, each by whoever would do it: the operator's first
 * member of staff from the command line, main administrators by staff, colleagues by their
 * administrator. Does nothing where an operator exists; two processes at once take turns.
 */
export async function seedCast(context: Context): Promise<void> {
  if (await context.db.company.findFirst({ where: { slug: 'globex' }, select: { id: true } })) return
  const registered = await registerOperator(
    {
      ...SAM,
      login: 'sam',
      company: { slug: 'operator', name: context.market.brand.operator, language: 'en' },
      declaration: 'installation',
    },
    context,
  )
  // Another process was first, and is at it or died at it: go on with what is missing.
  if (!registered.ok && registered.refusal.code !== 'company.slug_taken') must(registered)
  const sam = await demoActor(context, 'sam@operator')

  const acme = { slug: 'acme', name: 'Acme Kft.', language: 'en' as const }
  const globex = { slug: 'globex', name: 'Globex Zrt.', language: 'en' as const }
  await register(
    registerMainAdministrator(
      sam,
      { ...ADA, login: 'admin', company: acme, declaration: 'D-2026-0001' },
      context,
    ),
  )
  const ada = await demoActor(context, 'admin@acme')
  for (const [login, colleague] of Object.entries(COLLEAGUES))
    await register(createUser(ada, { login, ...colleague }, context))
  await give(context, ada, 'ben', 'user_administrator', 'Office manager')
  await give(context, ada, 'cleo', 'finance', 'Keeps the books')
  await register(
    registerMainAdministrator(
      sam,
      { ...MIA, login: 'admin', company: globex, declaration: 'D-2026-0002' },
      context,
    ),
  )
  await deliver(context)
  // Cost centres come with the lines.
  const drivers = await context.db.costCentre.findFirstOrThrow({
    where: { companyId: ada.company.id, name: 'Drivers' },
    select: { id: true },
  })
  await give(context, ada, 'dan', `fleet_manager@centre:${drivers.id}`, 'Runs the depot')
}

/** Lets pass what an earlier, interrupted run has already done. */
async function register(work: Promise<Result<unknown>>) {
  const result = await work
  if (!result.ok && !/_taken$/.test(result.refusal.code)) must(result)
}

async function give(context: Context, by: Actor, login: string, item: string, reason: string) {
  const { id } = await context.db.user.findFirstOrThrow({
    where: { login, companyId: by.company.id },
    select: { id: true },
  })
  const granted = await giveRight(context, by, id, item, { reason })
  if (!granted.ok && granted.refusal.code !== 'grants.nothing_changed') must(granted)
}

/** Both companies' lines, bills and usage, as files of the operator's would bring them. */
async function deliver(context: Context) {
  for (const [index, slug] of ['acme', 'globex'].entries()) {
    const given = LINES.filter(({ company }) => company === slug)
    const files = companyFiles({
      slug,
      market: context.market,
      seed: 11 + index,
      lines: given.length + 8,
      months: 18,
      until: context.clock(),
      usage: { months: 2, perDay: 2 },
      given,
    })
    for (const name of kindsInOrder(Object.keys(files))) {
      const { problems } = await importFile(generatedSource(name, files[name]!), fileKindOf(name)!, context)
      if (problems[0]) throw new Error(`the cast's ${name} cannot be read: ${JSON.stringify(problems[0])}`)
    }
  }
}
