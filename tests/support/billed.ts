import { fileKindOf, kindsInOrder } from '@/lib/files/file-kinds'
import type { Context } from '@/lib/infra/context'
import { importFile } from '@/lib/intake/import-file'
import type { Actor } from '@/lib/rights/actor'
import { companyFiles, generatedSource } from '@/prisma/seed/company/files'
import { aCompany } from './people'

type Size = { seed: number; lines: number; months: number; perDay?: number; accounts?: number }

/** A made-up company with everything that is delivered for it: lines, bills, payments, usage. */
export async function aCompanyWithBills(
  context: Context,
  { seed, lines, months, perDay = 1, accounts }: Size,
): Promise<{ slug: string; admin: Actor }> {
  const { slug, admin } = await aCompany(context)
  const plan = {
    ...{ slug, seed, lines, months, market: context.market, until: context.clock() },
    ...(accounts && { accounts }),
  }
  const files = companyFiles({ ...plan, usage: { months: 2, perDay } })
  for (const name of kindsInOrder(Object.keys(files))) {
    const { problems } = await importFile(generatedSource(name, files[name]!), fileKindOf(name)!, context)
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems.slice(0, 3))}`)
  }
  return { slug, admin }
}
