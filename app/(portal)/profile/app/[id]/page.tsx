import type { Metadata } from 'next'
import { AppSetup } from '@/components/identity/app-setup'
import { getPendingApp } from '@/lib/identity/factors/second-factor-list'
import { factorIdInput } from '@/lib/identity/schema'
import { context } from '@/lib/infra/context'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { confirmAppAction } from '../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('factors.app_title') }
}

export default async function AppPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor()
  const { id } = factorIdInput.parse(await params)
  const [t, app] = await Promise.all([words(), found(() => getPendingApp(actor, id, context()))])
  return <AppSetup t={t} id={id} {...app} action={confirmAppAction} />
}
