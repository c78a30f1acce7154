import type { World } from '@/lib/infra/world'
import { isLocale, type Locale } from '@/lib/kernel/locale'

/** Whom a message is for, in their language: theirs, else the company's, else the market's. */
export async function loadRecipient(world: World, userId: string) {
  const user = await world.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      login: true,
      name: true,
      email: true,
      mobile: true,
      language: true,
      company: { select: { slug: true, name: true, language: true } },
    },
  })
  const wish = user.language ?? user.company.language
  const language: Locale = isLocale(wish) ? wish : world.market.language
  return { ...user, language, account: `${user.login}@${user.company.slug}`, company: user.company.name }
}

export type Recipient = Awaited<ReturnType<typeof loadRecipient>>
