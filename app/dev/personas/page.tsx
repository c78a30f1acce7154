import type { Metadata } from 'next'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead } from '@/components/ui/card'
import { requireDemo } from '@/lib/web/demo'
import { words } from '@/lib/web/request'
import { PERSONAS } from '@/prisma/seed/personas'
import { openPersonaAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('dev.personas') }
}

export default async function PersonasPage() {
  await requireDemo()
  const t = await words()
  return (
    <>
      <PageHead title={t('dev.personas')} text={t('dev.personas_text')} />
      <form action={openPersonaAction} className="grid gap-3 sm:grid-cols-2">
        {PERSONAS.map((account) => (
          <button key={account} type="submit" name="account" value={account} className={buttonClass('quiet')}>
            {t('dev.open_as', { account })}
          </button>
        ))}
      </form>
    </>
  )
}
