import type { Metadata } from 'next'
import { buttonClass } from '@/components/ui/button-class'
import { env } from '@/lib/infra/env'
import { words } from '@/lib/web/request'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.recover.title') }
}

/** The ways back in, each ending with a person (S2-4). */
export default async function RecoverPage() {
  const t = await words()
  const { domestic: number, abroad } = env().MARKET.customerService
  return (
    <div className="mx-auto max-w-md py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        <h1 className="mb-2 font-semibold text-2xl">{t('signIn.recover.title')}</h1>
        <p className="mb-6 text-soft">{t('signIn.recover.text')}</p>
        <h2 className="font-semibold">{t('signIn.recover.user')}</h2>
        <p className="mt-1 mb-5">{t('signIn.recover.user_text')}</p>
        <h2 className="font-semibold">{t('signIn.recover.main')}</h2>
        <p className="mt-1 mb-6">{t('signIn.recover.main_text', { number, abroad })}</p>
        <a href="/sign-in" className={`${buttonClass('quiet')} w-full`}>
          {t('signIn.recover.back')}
        </a>
      </div>
    </div>
  )
}
