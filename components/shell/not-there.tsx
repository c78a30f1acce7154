import { buttonClass } from '@/components/ui/button-class'
import type { Words } from '@/lib/words/translator'

/** Not there and not allowed, which look the same. */
export const NotThere = ({ t, home }: { t: Words; home: string }) => (
  <div className="mx-auto max-w-md py-16 text-center">
    <h1 className="font-semibold text-2xl">{t('errors.not_found_title')}</h1>
    <p className="mt-2 mb-6 text-soft">{t('errors.not_found_text')}</p>
    <a href={home} className={buttonClass('quiet')}>
      {t('errors.home')}
    </a>
  </div>
)
