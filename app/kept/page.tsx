import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { KeptForm } from '@/components/shell/kept-form'
import { typed } from '@/lib/kernel/form'
import { FORM_FIELD, OWNER_FIELD, REFILL_FIELD, readOwner } from '@/lib/kernel/form-owner.mjs'
import { findActor } from '@/lib/web/actor'
import { personOf } from '@/lib/web/form-frame'
import { keptForm } from '@/lib/web/kept-form'
import { words } from '@/lib/web/request'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('shell.kept.title') }
}

/** What a browser without scripts gets back whose form was not sent (bin/lib/kept-forms.mjs). By itself there is nothing here. */
export default async function KeptPage() {
  const [t, kept, actor] = await Promise.all([words(), keptForm(), findActor()])
  if (!kept || kept.why === 'refill') notFound()
  const opened = readOwner(kept.owner)?.name ?? ''
  const fields = kept.fields.filter(([name, value]) => typed([[name, value]])[name] !== undefined)
  return (
    <KeptForm
      t={t}
      sentence={t(`refusals.web.${kept.why}`, { opened, present: actor ? personOf(actor).name : '' })}
      path={kept.path}
      fields={fields}
      hidden={[
        [OWNER_FIELD, kept.owner],
        [FORM_FIELD, kept.form],
        [REFILL_FIELD, '1'],
      ]}
      signIn={actor ? null : '/sign-in'}
    />
  )
}
