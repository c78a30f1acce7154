import type { ReactNode } from 'react'
import { savePreferencesAction, signOutAction } from '@/app/actions'
import { Frame } from '@/components/shell/frame'
import type { Place, PlaceKey } from '@/components/shell/places'
import { preferenceWords } from '@/components/shell/preferences'
import { ViewBanner } from '@/components/shell/view-banner'
import { LIMITS } from '@/lib/identity/limits/limits'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { type Actor, actorCan } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { findActor } from '@/lib/web/actor'
import { personOf } from '@/lib/web/form-frame'
import { screenLocale, screenTheme, words } from '@/lib/web/request'
import type { Words } from '@/lib/words/translator'
import { endViewAction } from './rights/actions'

const { idle, idleStaff } = LIMITS.session

/** The places of the menu in their order, and what somebody has to hold to be shown each. */
const SHOWN: readonly (readonly [PlaceKey, Permission | null])[] = [
  ['overview', null],
  ['lines', 'line:view'],
  ['bills', 'bill:view'],
  ['users', 'user:view'],
  ['rights', 'right:view'],
  ['approvals', 'approval:decide'],
  ['reports', 'report:view'],
  ['audit', 'audit:view'],
  ['security', 'sign_in_policy:edit'],
  ['profile', 'profile:edit'],
]

function placesOf(actor: Actor, t: Words): Place[] {
  const shown = SHOWN.filter(([, permission]) => permission === null || actorCan(actor, permission))
  // Where there is one place only, there is nothing to choose.
  return shown.length > 1 ? shown.map(([key]) => [key, t(`nav.${key}`)]) : []
}

/** The frame shows who is signed in; it decides nothing: each page asks for itself. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [actor, t, locale, theme] = await Promise.all([findActor(), words(), screenLocale(), screenTheme()])
  if (!actor) return children
  return (
    <Frame
      words={{
        menu: t('shell.main_menu'),
        more: t('shell.more'),
        signOut: t('shell.sign_out'),
        other: t.raw('shell.guard.other'),
        openAs: t.raw('shell.guard.open_as'),
      }}
      brand={env().MARKET.brand.name}
      company={actor.company.name}
      account={actor.name}
      places={placesOf(actor, t)}
      preferences={{ words: preferenceWords(t), locale, theme, save: savePreferencesAction }}
      signOut={signOutAction}
      owner={personOf(actor)}
      guard={{
        idle: actor.subject.companyKind === 'operator' ? idleStaff : idle,
        lasts: actor.session.expiresAt.getTime() - context().clock().getTime(),
        words: {
          title: t('shell.guard.title'),
          left: t.raw('shell.guard.left'),
          last: t.raw('shell.guard.last'),
          stay: t('shell.guard.stay'),
          over: t('shell.guard.over'),
          kept: t('shell.guard.kept'),
          signIn: t('shell.kept.sign_in'),
          close: t('shell.guard.close'),
        },
      }}
      banner={
        actor.viewedBy && (
          <ViewBanner
            text={t('editor.view.banner', { name: actor.name })}
            stop={t('editor.view.stop')}
            action={endViewAction}
          />
        )
      }
    >
      {children}
    </Frame>
  )
}
