import { env } from '@/lib/infra/env'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { screenLocale, words } from '@/lib/web/request'

/** What the portal is called where it is installed, in the language of the browser (W3C Web Application Manifest). */
export async function GET(): Promise<Response> {
  const [t, locale] = await Promise.all([words(), screenLocale()])
  const { name, colour } = env().MARKET.brand
  const manifest = {
    id: '/',
    name,
    short_name: name,
    description: t('shell.app_text'),
    lang: LANGUAGE_TAG[locale],
    start_url: '/overview',
    scope: '/',
    // With a way back: other companies' sign-in pages and payments belong to it.
    display: 'minimal-ui',
    theme_color: colour,
    background_color: '#fafaf9',
    icons: [
      { src: '/icons/icon.svg', type: 'image/svg+xml', sizes: 'any' },
      { src: '/icons/maskable.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  }
  return Response.json(manifest, {
    headers: {
      'Content-Type': 'application/manifest+json',
      'Cache-Control': 'public, max-age=3600',
      Vary: 'Accept-Language, Cookie',
    },
  })
}
