import type { Metadata } from 'next'
import { Gallery } from '@/components/dev/gallery'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { requireDemo } from '@/lib/web/demo'
import { screenLocale, words } from '@/lib/web/request'
import { tryFormAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('dev.components') }
}

export default async function ComponentsPage() {
  await requireDemo()
  const [t, locale] = await Promise.all([words(), screenLocale()])
  return (
    <Gallery
      t={t}
      locale={locale}
      timeZone={env().MARKET.timeZone}
      now={context().clock()}
      save={tryFormAction}
    />
  )
}
