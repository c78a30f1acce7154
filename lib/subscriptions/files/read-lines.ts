import type { Context } from '@/lib/infra/context'
import type { RowProblem } from '@/lib/intake/file-kind'
import { isNear } from '@/lib/kernel/day'
import { line } from '@/lib/kernel/line'
import { isMachineNumber, readMobileNumber, readNumber } from '@/lib/market/phone-number'
import type { RefusalCode } from '@/lib/words/refuse'
import { LINE_COLUMNS, type ReadyLine } from './deliver-lines'
import { type DeliveredLineInput, deliveredLineInput } from './delivery-schema'
import { unnamed } from './named'

type Issues = { error: { issues: { message: string; path: PropertyKey[] }[] } }

/** What a schema says is wrong with a row. */
export function rowProblem(row: number, { error }: Issues): { problem: RowProblem } {
  const issue = error.issues[0]
  const code = issue && /^[a-z]+\.\w+$/.test(issue.message) ? issue.message : 'web.unreadable'
  return { problem: { row, code: code as RefusalCode, field: issue ? String(issue.path[0] ?? '') : null } }
}

/** Reads rows of a delivery one after the other: right ones come out ready, wrong ones with their reason. */
export function lineReader(companies: ReadonlyMap<string, string>, context: Context) {
  const seen = new Set<string>()
  const sims = new Set<string>()
  return (
    input: DeliveredLineInput,
    row: number,
    named: Record<string, string>,
  ): { ready: ReadyLine } | { problem: RowProblem } => {
    const problem = (code: RefusalCode, field: string | null) => ({ problem: { row, code, field } })
    const read = deliveredLineInput.safeParse(input)
    if (!read.success) return rowProblem(row, read)
    const { company, number, reference, ...rest } = read.data
    const companyId = companies.get(company)
    if (!companyId) return problem('subscriptions.no_company', 'company')
    // A line may be delivered some time before it begins.
    if (rest.since && !isNear(rest.since, context.clock(), { past: 60, ahead: 366 }))
      return problem('subscriptions.moment_far', 'since')
    if (!number && !reference) return problem('subscriptions.no_reference', 'reference')
    const msisdn = number ? readAs(rest.kind, number, context) : null
    if (number && !msisdn)
      return problem(
        rest.kind === 'mobile' ? 'subscriptions.not_mobile' : 'subscriptions.not_number',
        'number',
      )
    const ident = msisdn ?? reference ?? ''
    if (seen.has(ident)) return problem('subscriptions.number_twice', msisdn ? 'number' : 'reference')
    seen.add(ident)
    // A SIM is in one line; where it was before may stand in the same file, as ended.
    if (rest.iccid && rest.status !== 'terminated') {
      if (sims.has(rest.iccid)) return problem('subscriptions.sim_twice', 'iccid')
      sims.add(rest.iccid)
    }
    return {
      ready: {
        ...rest,
        companyId,
        msisdn,
        reference: msisdn ? null : reference,
        unnamed: unnamed(LINE_COLUMNS, named),
      },
    }
  }
}

function readAs(kind: string, text: string, context: Context): string | null {
  if (context.market.mobile.test(text)) return text
  const number = readNumber(text, context.market)
  if (kind !== 'mobile' || (number && isMachineNumber(number, context.market))) return number
  const read = readMobileNumber(text, context.market)
  return read.kind === 'mobile' ? read.msisdn : null
}

/** The most numbers a reader remembers. */
const REMEMBERED = 200_000

/**
 * Reads what stands for a line in a delivery (a number in any spelling, or a reference) as what lines are told
 * apart by: the number it reads as, if it does. A reference may look like a number, so the text itself is asked for
 * first. The same number comes again and again in usage: it is read once.
 */
export function identReader(context: Context): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const ident = context.market.mobile.test(text) ? text : (readNumber(text, context.market) ?? text)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, ident)
    return ident
  }
}

/** So long is what tells a row apart: an index has it, and a cell in which a whole file is caught is no number of a bill. */
const LONGEST_UNIT = 200
const named = line(LONGEST_UNIT, 'files.shape')

/**
 * What a row is about, from what tells it apart, spelled as its cells are read: its company, usually, and a number; null where
 * one of them is missing or cannot be read.
 */
export function unitOf(...parts: (string | undefined)[]): string | null {
  const words = parts.map((part) => named.safeParse(part ?? '').data)
  const unit = words.join(' ')
  return words.every(Boolean) && unit.length <= LONGEST_UNIT ? unit : null
}

/** Companies by their slug. */
export async function companiesBySlug(context: Context): Promise<Map<string, string>> {
  const companies = await context.db.company.findMany({ select: { id: true, slug: true } })
  return new Map(companies.map(({ id, slug }) => [slug, id]))
}
