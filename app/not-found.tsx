import { buttonClass } from '@/components/ui/button-class'
import { words } from '@/lib/web/request'

/** Not there and not allowed, which look the same. */
export default async function NotFoundPage() {
  const t = await words()
  return (
    <main id="content" className="mx-auto max-w-md px-4 py-24 text-center">
      <h1 className="font-semibold text-2xl">{t('errors.not_found_title')}</h1>
      <p className="mt-2 mb-6 text-soft">{t('errors.not_found_text')}</p>
      <a href="/" className={buttonClass('quiet')}>
        {t('errors.home')}
      </a>
    </main>
  )
}
