import type { Metadata } from 'next'
import { StopChange } from '@/components/company/stop-change'
import { getContactChange } from '@/lib/company/contacts/find-contact-change'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { screenLocale, words } from '@/lib/web/request'
import { stopContactChangeAction } from './actions'

type Props = { searchParams: Promise<{ t?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.stop.title') }
}

/** Looking at it changes nothing, so that no scanner of mail stops anything; the button does. */
export default async function StopPage({ searchParams }: Props) {
  const [{ t: asked = '' }, t, locale] = await Promise.all([searchParams, words(), screenLocale()])
  const token = typeof asked === 'string' ? asked : ''
  const { timeZone, customerService } = env().MARKET
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <StopChange
        t={t}
        moment={{ locale, timeZone, now: context().clock() }}
        token={token}
        change={await getContactChange(token, context())}
        service={customerService.domestic}
        action={stopContactChangeAction}
      />
    </div>
  )
}
