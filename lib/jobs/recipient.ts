import type { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { isLocale, type Locale } from '@/lib/kernel/locale'

/** The language somebody wishes for, if we speak it; else the market's. */
export const languageOf = (wish: string | null, world: World): Locale =>
  isLocale(wish) ? wish : world.market.language

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

function recipient(user: Prisma.UserGetPayload<{ select: typeof select }>, world: World) {
  const language = languageOf(user.language ?? user.company.language, world)
  return { ...user, language, account: `${user.login}@${user.company.slug}`, company: user.company.name }
}

/** Whom a message is for, in their language: theirs, else the company's, else the market's. */
export async function loadRecipient(world: World, userId: string): Promise<Recipient> {
  const where = { id: userId }
  return recipient(
    await world.db.user.findUniqueOrThrow({ where, relationLoadStrategy: 'join', select }),
    world,
  )
}

/** Everybody of a company who is not suspended, or some of them. */
export async function loadRecipients(
  world: World,
  companyId: string,
  only: Prisma.UserWhereInput = {},
): Promise<Recipient[]> {
  const users = await world.db.user.findMany({
    where: { ...only, companyId, suspensions: { none: { endedAt: null } } },
    orderBy: { id: 'asc' },
    select,
  })
  return users.map((user) => recipient(user, world))
}

/** The operator's staff. */
export async function loadStaff(world: World): Promise<Recipient[]> {
  const operator = await world.db.company.findFirst({ where: { kind: 'operator' }, select: { id: true } })
  return operator ? loadRecipients(world, operator.id) : []
}

export type Recipient = ReturnType<typeof recipient>
