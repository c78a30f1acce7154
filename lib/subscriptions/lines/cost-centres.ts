import { linesInReach } from '@/lib/access/reach'
import { Prisma, type Raw, type Tx } from '@/lib/infra/db'
import { fold } from '@/lib/kernel/text'
import type { Actor } from '@/lib/rights/actor'
import { can } from '@/lib/rights/explain'
import type { LineFilters, MoveTarget } from '../view'

/** So many names much like a new one are shown. */
const MOST_SIMILAR = 5

/** A cost centre that was asked for: by its id, `none`, or by its name. */
type Asked = { to?: string | undefined; name: string }

/**
 * The cost centre that was asked for. A name in other letters or with other accents than an existing one's is that one:
 * two that nobody tells apart are a slip; out of the actor's reach it keeps the spelling that was typed. Undefined: nothing was
 * asked for, or an id of another company's, or of one out of reach.
 */
export async function findTarget(
  db: Raw,
  actor: Actor,
  { to, name }: Asked,
): Promise<MoveTarget | undefined> {
  const { companyId } = actor.subject
  if (!name && to === 'none') return null
  if (!name && !to) return undefined
  const isIt = name
    ? Prisma.sql`(c.code = ${name} OR c.name = ${name} OR folded(c.code) = ${fold(name)} OR folded(c.name) = ${fold(name)})`
    : Prisma.sql`c.id = ${to}::uuid`
  const [there] = await db.$queryRaw<{ id: string; name: string; seen: boolean }[]>`
    SELECT c.id, c.name, EXISTS (SELECT 1 FROM subscription l
      WHERE l.cost_centre_id = c.id AND ${linesInReach(actor, 'line:view')}) AS seen
    FROM cost_centre c WHERE c.company_id = ${companyId}::uuid AND ${isIt}
    ORDER BY c.code <> ${name}, c.name <> ${name}, c.id LIMIT 1`
  if (!there) return name ? { id: null, name, isNew: true } : undefined
  const { id, seen } = there
  if (seen || can(actor.subject, 'line:view', { companyId, centreId: id }, actor.now))
    return { id, name: there.name, isNew: false }
  return name ? { id, name, isNew: false, hidden: true } : undefined
}

/** Those of the cost centres that somebody sees whose names are a slip of the finger away from a new one's. */
export function similarCentres(name: string, centres: LineFilters['centres']) {
  const wanted = fold(name)
  return centres
    .flatMap(({ id, name: known }) => (known === null ? [] : [{ id, name: known }]))
    .filter((each) => isSimilar(wanted, fold(each.name)))
    .slice(0, MOST_SIMILAR)
}

/** At most two letters apart (one where there are few), or one is the beginning of the other. */
function isSimilar(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length >= 3 && long.startsWith(short)) return true
  return long.length - short.length <= 2 && distance(short, long) <= (short.length < 5 ? 1 : 2)
}

/** How many letters have to be changed, added, left out or swapped with their neighbour (Damerau–Levenshtein). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, n) => n)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row[j] = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + (same ? 0 : 1),
        swapped ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return rows[one.length]![other.length]!
}

/**
 * The id of the cost centre where lines go, which is created where it is new, and held until the end of the transaction.
 * Undefined: it is gone meanwhile, with the move that had created it.
 */
export async function holdTarget(
  tx: Tx,
  companyId: string,
  target: MoveTarget,
): Promise<string | null | undefined> {
  if (!target) return null
  if (!target.isNew) {
    const [there] = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM cost_centre c WHERE c.id = ${target.id}::uuid FOR KEY SHARE`
    return there?.id
  }
  const { name } = target
  // Somebody may be creating the same at this moment: then it is that one, judged like any other.
  const made = await tx.costCentre.upsert({
    where: { companyId_code: { companyId, code: name } },
    create: { companyId, code: name, name },
    update: {},
    select: { id: true },
  })
  return made.id
}
