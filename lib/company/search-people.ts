import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { searched } from '@/lib/infra/search'
import { shownEmail } from '@/lib/kernel/shown-email'
import { fold } from '@/lib/kernel/text'

/** So many domains with letters beyond ASCII are looked through; a company has a handful. */
const MOST_DOMAINS = 200

/**
 * Whether people of a company are found by what was typed, as a condition on `"user" u`: by all they are called by
 * (name, user name, e-mail address, mobile number), each also as it is shown: `ada@acme`, and `béla@példa.hu`, which is
 * stored in Punycode.
 */
export async function searchedPeople(
  company: { id: string; slug: string },
  q: string,
  context: Context,
): Promise<Prisma.Sql> {
  const rows = await context.sql.$queryRaw<{ domain: string }[]>`
    SELECT DISTINCT split_part(email, '@', 2) AS domain FROM "user"
    WHERE company_id = ${company.id}::uuid AND email LIKE '%@%xn--%' LIMIT ${MOST_DOMAINS}`
  const domains = rows.map(({ domain }) => ({ domain, shown: fold(shownEmail(`x@${domain}`).slice(2)) }))
  const slug = fold(company.slug)

  /** What else a word may be a part of, as it is stored. */
  function alsoStored(word: string): Prisma.Sql[] {
    const at = word.lastIndexOf('@')
    const [name, rest] = [word.slice(0, Math.max(at, 0)), word.slice(at + 1)]
    const ends = domains.filter(({ shown }) => (at < 0 ? shown.includes(rest) : shown.startsWith(rest)))
    const found = ends.map(({ domain }) => endsLike(Prisma.sql`folded(u.email)`, `${name}@${domain}`))
    // Before the sign stands the end of a user name, after it the beginning of the company's.
    return at >= 0 && slug.startsWith(rest) ? [...found, endsLike(Prisma.sql`folded(u.login)`, name)] : found
  }
  return searched(Prisma.sql`u.search`, q, context.market, alsoStored)
}

const endsLike = (column: Prisma.Sql, end: string) =>
  Prisma.sql`${column} LIKE ${`%${end.replace(/[\\%_]/g, '\\$&')}`}`
