import { fileKindOf, kindsInOrder } from '@/lib/files/file-kinds'
import type { World } from '@/lib/infra/world'
import { importFile } from '@/lib/intake/import-file'
import type { Actor } from '@/lib/rights/actor'
import { companyFiles, generatedSource } from '@/prisma/seed/company/files'
import { aCompany } from './people'

type Size = { seed: number; lines: number; months: number; perDay?: number; accounts?: number }

/** A made-up company with everything that is delivered for it: lines, bills, payments, usage. */
export async function aCompanyWithBills(
  world: World,
  { seed, lines, months, perDay = 1, accounts }: Size,
): Promise<{ slug: string; admin: Actor }> {
  const { slug, admin } = await aCompany(world)
  const plan = {
    ...{ slug, seed, lines, months, market: world.market, until: world.clock() },
    ...(accounts && { accounts }),
  }
  const files = companyFiles({ ...plan, usage: { months: 2, perDay } })
  for (const name of kindsInOrder(Object.keys(files))) {
    const { problems } = await importFile(generatedSource(name, files[name]!), fileKindOf(name)!, world)
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems.slice(0, 3))}`)
  }
  return { slug, admin }
}
