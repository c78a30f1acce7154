import type { World } from '@/lib/infra/world'
import { readMobileNumber, readNumber } from '@/lib/market/phone-number'
import type { RefusalCode } from '@/lib/words/refuse'
import type { ReadyLine } from './deliver-lines'
import { type DeliveredLineInput, deliveredLineInput } from './schema'

/** What is wrong with a row of a delivery. */
export type RowProblem = { row: number; code: RefusalCode; field: string | null }

/** Reads rows of a delivery one after the other: right ones come out ready, wrong ones with their reason. */
export function lineReader(companies: ReadonlyMap<string, string>, world: World) {
  const seen = new Set<string>()
  return (input: DeliveredLineInput, row: number): { ready: ReadyLine } | { problem: RowProblem } => {
    const problem = (code: RefusalCode, field: string | null) => ({ problem: { row, code, field } })
    const read = deliveredLineInput.safeParse(input)
    if (!read.success) {
      const issue = read.error.issues[0]
      const code = issue && /^subscriptions\.\w+$/.test(issue.message) ? issue.message : 'web.unreadable'
      return problem(code as RefusalCode, issue ? String(issue.path[0] ?? '') : null)
    }
    const { company, number, ...rest } = read.data
    const companyId = companies.get(company)
    if (!companyId) return problem('subscriptions.no_company', 'company')
    const msisdn = rest.kind === 'mobile' ? mobile(number, world) : readNumber(number, world.market)
    if (!msisdn)
      return problem(
        rest.kind === 'mobile' ? 'subscriptions.not_mobile' : 'subscriptions.not_number',
        'number',
      )
    if (seen.has(msisdn)) return problem('subscriptions.number_twice', 'number')
    seen.add(msisdn)
    return { ready: { ...rest, companyId, msisdn } }
  }
}

function mobile(text: string, world: World): string | null {
  const read = readMobileNumber(text, world.market)
  return read.kind === 'mobile' ? read.msisdn : null
}

/** Companies by their slug. */
export async function companiesBySlug(world: World): Promise<Map<string, string>> {
  const companies = await world.db.company.findMany({ select: { id: true, slug: true } })
  return new Map(companies.map(({ id, slug }) => [slug, id]))
}
