import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInCard } from '@/components/identity/sign-in-card'
import { getSignIn } from '@/lib/identity/queries'
import { ENDINGS } from '@/lib/identity/view'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { findActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { attemptToken } from '@/lib/web/sign-in'
import * as actions from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('signIn.title') }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ returnTo?: string; ended?: string }>
}) {
  const [t, token, actor, { returnTo, ended }] = await Promise.all([
    words(),
    attemptToken(),
    findActor(),
    searchParams,
  ])
  const view = await getSignIn(token, world())
  if (actor && view.step === 'name') redirect('/overview')
  const ending = view.step === 'name' ? ENDINGS.find((code) => code === `identity.${ended}`) : undefined
  const from = typeof returnTo === 'string' ? returnTo : null
  return (
    <SignInCard
      t={t}
      view={view}
      ending={ending && t(`refusals.${ending}`)}
      returnTo={from}
      market={env().MARKET}
      actions={actions}
    />
  )
}
