import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { endViewAction } from '@/app/(portal)/rights/actions'
import { savePreferencesAction } from '@/app/actions'
import { Preferences, preferenceWords } from '@/components/shell/preferences'
import { PublicFrame } from '@/components/shell/public-frame'
import { Form } from '@/components/ui/form'
import { Submit } from '@/components/ui/submit'
import { VIEW_FOR } from '@/lib/identity/rules'
import { env } from '@/lib/infra/env'
import { MINUTE } from '@/lib/kernel/clock'
import { requireSession } from '@/lib/web/actor'
import { screenLocale, screenTheme, words } from '@/lib/web/request'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.view.over') }
}

/** Looking through somebody's eyes has ended by itself: nothing is done as oneself before one has said so. */
export default async function ViewEndedPage() {
  const actor = await requireSession()
  if (actor.viewEnded === undefined) redirect('/overview')
  const [t, locale, theme] = await Promise.all([words(), screenLocale(), screenTheme()])
  return (
    <PublicFrame
      t={t}
      market={env().MARKET}
      signIn={false}
      preferences={
        <Preferences words={preferenceWords(t)} locale={locale} theme={theme} save={savePreferencesAction} />
      }
    >
      <div className="mx-auto max-w-md py-8 sm:py-14">
        <div className="card grid gap-4 p-6 sm:p-8">
          <h1 className="font-semibold text-2xl">{t('editor.view.over_title', { name: actor.viewEnded })}</h1>
          <p className="text-soft">{t('editor.view.over_text', { minutes: VIEW_FOR / MINUTE })}</p>
          <p>{t('editor.view.over_as', { account: actor.name })}</p>
          <Form action={endViewAction}>
            <Submit>{t('editor.view.over_go')}</Submit>
          </Form>
        </div>
      </div>
    </PublicFrame>
  )
}
