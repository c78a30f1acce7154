import type { World } from '@/lib/infra/world'
import { isLocale, type Locale } from '@/lib/kernel/locale'

/** The language somebody wishes for, if we speak it; else the market's. */
export const languageOf = (wish: string | null, world: World): Locale =>
  isLocale(wish) ? wish : world.market.language

/** Whom a message is for, in their language: theirs, else the company's, else the market's. */
export async function loadRecipient(world: World, userId: string) {
  const user = await world.db.user.findUniqueOrThrow({
    where: { id: userId },
    relationLoadStrategy: 'join',
    select: {
      login: true,
      name: true,
      email: true,
      mobile: true,
      language: true,
      company: { select: { slug: true, name: true, language: true } },
    },
  })
  const language = languageOf(user.language ?? user.company.language, world)
  return { ...user, language, account: `${user.login}@${user.company.slug}`, company: user.company.name }
}

export type Recipient = Awaited<ReturnType<typeof loadRecipient>>
