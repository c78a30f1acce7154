import type { Metadata } from 'next'
import { UserForm } from '@/components/company/user-form'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { createUserAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.create_title') }
}

export default async function NewUserPage() {
  const actor = await requireActor()
  await found(async () => authorize(actor, 'user:create'))
  return <UserForm t={await words()} companySlug={actor.company.slug} action={createUserAction} />
}
