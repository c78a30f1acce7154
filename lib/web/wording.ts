import { env } from '@/lib/infra/env'
import type { Actor } from '@/lib/rights/actor'
import { screenLocale, words } from './request'

/** What every page that tells about people and times needs: the words, the language, the clock on the wall. */
export async function loadWording(actor: Actor) {
  const [t, locale] = await Promise.all([words(), screenLocale()])
  const { timeZone } = env().MARKET
  return { t, locale, timeZone, moment: { locale, timeZone, now: actor.now } }
}
