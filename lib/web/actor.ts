import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { findSession } from '@/lib/identity/sessions/find-session'
import { lookingAs } from '@/lib/identity/sessions/view-as'
import { context } from '@/lib/infra/context'
import { log } from '@/lib/infra/log/log.mjs'
import { currentRequest } from '@/lib/infra/request'
import { withReturn } from '@/lib/kernel/return-path'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor, SessionActor } from '@/lib/rights/actor'
import { cookieName, SESSION_COOKIE } from './cookies'
import { visitor } from './request'
import { noteUse } from './uses'

/** Who is signed in on this request, or null: session, subject and rights looked up once. */
export const findActor = cache(async (): Promise<SessionActor | null> => {
  const token = (await cookies()).get(cookieName(SESSION_COOKIE))?.value
  const row = token ? await findSession(token, context()) : null
  const actor = row && actorOf(row, await visitor(), context())
  if (!row || !actor) return null
  currentRequest()?.identify(actor.company.id, actor.subject.id)
  log.note({ companyId: actor.company.id, actorId: actor.subject.id })
  const viewing = { user: row.viewingUserId, line: row.viewingSubscriptionId, since: row.viewingSince }
  if (viewing.user || viewing.line) return lookingAs(actor, viewing, context())
  const { kind, id } = actor.subject
  return kind === 'user' ? { ...actor, onUse: (fn) => noteUse(id, fn, context()) } : actor
})

/**
 * Who is signed in; whoever is not goes to sign in and comes back here. Who looked through somebody's eyes until that ended
 * by itself says first that they go on as themselves. First line of every page.
 */
export async function requireActor(): Promise<SessionActor> {
  const actor = await requireSession()
  if (actor.viewEnded !== undefined) redirect('/view-ended')
  return actor
}

/**
 * Who takes a file: nobody takes one through somebody else's eyes. First line of every route that hands one out.
 */
export async function requireTaker(): Promise<SessionActor> {
  const actor = await requireActor()
  if (actor.viewedBy) redirect('/overview?files=closed')
  return actor
}

/** Who is signed in, whatever else there is to say first; whoever is not goes to sign in. */
export async function requireSession(): Promise<SessionActor> {
  const actor = await findActor()
  if (actor) return actor
  redirect(withReturn('/sign-in', (await headers()).get('x-request-path')))
}

/**
 * The title of a page about one thing: what names it, where the visitor may see it; else what such pages are called.
 */
export async function titleOf(name: (actor: Actor) => Promise<string>, otherwise: string): Promise<string> {
  const actor = await findActor()
  if (!actor) return otherwise
  try {
    return await name(actor)
  } catch (error) {
    if (error instanceof NotFound) return otherwise
    throw error
  }
}

/** Runs a query for a page: not there and not allowed both show as not found. */
export async function found<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}
