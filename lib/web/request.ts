import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { Visitor } from '@/lib/identity/view'
import { env } from '@/lib/infra/env'
import { isLocale, type Locale, preferredLocale } from '@/lib/kernel/locale'
import { formatFor } from '@/lib/kernel/money'
import { translator, type Words } from '@/lib/words/translator'
import { COOKIES, cookieName } from './cookies'

/** Where the request comes from. bin/serve.mjs writes these headers; what a client sends is dropped. */
export async function visitor(): Promise<Visitor> {
  const received = await headers()
  return {
    address: received.get('x-client-address'),
    device: received.get('user-agent')?.slice(0, 300) ?? null,
    requestId: received.get('x-request-id'),
    deviceCookie: (await cookies()).get(cookieName(COOKIES.device))?.value ?? null,
  }
}

/** Whether a form came by the scripts of its page, which keep it; a browser without them draws what is answered. */
export const isFromScripts = async (): Promise<boolean> => (await headers()).has('next-action')

/** Language of the screen: the switch, else the browser's wish, else the market's. */
export const screenLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(COOKIES.language)?.value
  if (isLocale(chosen)) return chosen
  return preferredLocale((await headers()).get('accept-language')) ?? env().MARKET.language
})

/** The words of this request's language. */
export const words = cache(
  async (): Promise<Words> => translator(await screenLocale(), env().MARKET.timeZone),
)

/** Amounts and days in this request's language and the market's currency. */
export const loadFormat = cache(async () => formatFor(env().MARKET.currency, await screenLocale()))

export type Theme = 'light' | 'dark' | null

/** The theme somebody chose; null: whatever their system says. */
export async function screenTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(COOKIES.theme)?.value
  return chosen === 'light' || chosen === 'dark' ? chosen : null
}
