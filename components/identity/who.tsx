import type { Words } from '@/lib/words/translator'

/** Who is signing in, with a way back. */
export function Who({ t, login, startOver }: { t: Words; login: string; startOver: () => Promise<void> }) {
  return (
    <form action={startOver} className="mb-6 flex flex-wrap items-center justify-between gap-x-4">
      <span className="min-w-0 break-all text-soft">{t('signIn.for', { account: login })}</span>
      <button type="submit" className="link min-h-6 text-sm">
        {t('signIn.other')}
      </button>
    </form>
  )
}
