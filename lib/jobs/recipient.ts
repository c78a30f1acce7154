import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import { isLocale, type Locale } from '@/lib/kernel/locale'

/** The language somebody wishes for, if we speak it; else the market's. */
export const languageOf = (wish: string | null, context: Context): Locale =>
  isLocale(wish) ? wish : context.market.language

const select = {
  id: true,
  companyId: true,
  login: true,
  name: true,
  email: true,
  mobile: true,
  language: true,
  company: { select: { slug: true, name: true, language: true } },
} as const satisfies Prisma.UserSelect

function recipient(user: Prisma.UserGetPayload<{ select: typeof select }>, context: Context) {
  const language = languageOf(user.language ?? user.company.language, context)
  return { ...user, language, account: `${user.login}@${user.company.slug}`, company: user.company.name }
}

/** Whom a message is for, in their language: theirs, else the company's, else the market's. */
export async function loadRecipient(context: Context, userId: string): Promise<Recipient> {
  const where = { id: userId }
  return recipient(
    await context.db.user.findUniqueOrThrow({ where, relationLoadStrategy: 'join', select }),
    context,
  )
}

/** Everybody of a company who is not suspended, or some of them. */
export async function loadRecipients(
  context: Context,
  companyId: string,
  only: Prisma.UserWhereInput = {},
): Promise<Recipient[]> {
  const users = await context.db.user.findMany({
    where: { ...only, companyId, suspensions: { none: { endedAt: null } } },
    orderBy: { id: 'asc' },
    select,
  })
  return users.map((user) => recipient(user, context))
}

/** The operator's staff. */
export async function loadStaff(context: Context): Promise<Recipient[]> {
  const operator = await context.db.company.findFirst({ where: { kind: 'operator' }, select: { id: true } })
  return operator ? loadRecipients(context, operator.id) : []
}

export type Recipient = ReturnType<typeof recipient>
