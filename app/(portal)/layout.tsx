import {
  CardSim,
  ChartColumn,
  KeyRound,
  LayoutDashboard,
  ReceiptText,
  ScrollText,
  ShieldCheck,
  Stamp,
  UserRound,
  Users,
} from 'lucide'
import type { ReactNode } from 'react'
import { savePreferencesAction, signOutAction } from '@/app/actions'
import { Frame } from '@/components/shell/frame'
import { OwnerWatch } from '@/components/shell/owner-watch'
import { Preferences } from '@/components/shell/preferences'
import { SessionGuard } from '@/components/shell/session-guard'
import { ViewBanner } from '@/components/shell/view-banner'
import { Icon } from '@/components/ui/icon'
import { LIMITS } from '@/lib/identity/limits/limits'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { actorCan } from '@/lib/rights/actor'
import { findActor } from '@/lib/web/actor'
import { personOf } from '@/lib/web/form-frame'
import { screenLocale, screenTheme, words } from '@/lib/web/request'
import { endViewAction } from './rights/actions'

const { idle, idleStaff } = LIMITS.session

/** The frame shows who is signed in; it decides nothing: each page asks for itself. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [actor, t, locale, theme] = await Promise.all([findActor(), words(), screenLocale(), screenTheme()])
  if (!actor) return children
  const items = [
    {
      href: '/overview',
      label: t('nav.overview'),
      icon: <Icon of={LayoutDashboard} size={20} />,
      shown: true,
    },
    {
      href: '/lines',
      label: t('nav.lines'),
      icon: <Icon of={CardSim} size={20} />,
      shown: actorCan(actor, 'line:view'),
    },
    {
      href: '/bills',
      label: t('nav.bills'),
      icon: <Icon of={ReceiptText} size={20} />,
      shown: actorCan(actor, 'bill:view'),
    },
    {
      href: '/users',
      label: t('nav.users'),
      icon: <Icon of={Users} size={20} />,
      shown: actorCan(actor, 'user:view'),
    },
    {
      href: '/rights',
      label: t('nav.rights'),
      icon: <Icon of={KeyRound} size={20} />,
      shown: actorCan(actor, 'right:view'),
    },
    {
      href: '/approvals',
      label: t('nav.approvals'),
      icon: <Icon of={Stamp} size={20} />,
      shown: actorCan(actor, 'approval:decide'),
    },
    {
      href: '/reports',
      label: t('nav.reports'),
      icon: <Icon of={ChartColumn} size={20} />,
      shown: actorCan(actor, 'report:view'),
    },
    {
      href: '/audit',
      label: t('nav.audit'),
      icon: <Icon of={ScrollText} size={20} />,
      shown: actorCan(actor, 'audit:view'),
    },
    {
      href: '/settings/security',
      label: t('nav.security'),
      icon: <Icon of={ShieldCheck} size={20} />,
      shown: actorCan(actor, 'sign_in_policy:edit'),
    },
    {
      href: '/profile',
      label: t('nav.profile'),
      icon: <Icon of={UserRound} size={20} />,
      shown: actorCan(actor, 'profile:edit'),
    },
  ].filter(({ shown }) => shown)
  return (
    <Frame
      t={t}
      brand={env().MARKET.brand.name}
      company={actor.company.name}
      account={actor.name}
      items={items.length > 1 ? items.map(({ href, label, icon }) => ({ href, label, icon })) : []}
      preferences={<Preferences t={t} locale={locale} theme={theme} save={savePreferencesAction} />}
      signOut={signOutAction}
      notice={
        <OwnerWatch
          owner={personOf(actor)}
          words={{ other: t.raw('shell.guard.other'), openAs: t.raw('shell.guard.open_as') }}
        />
      }
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
      <SessionGuard
        idle={actor.subject.companyKind === 'operator' ? idleStaff : idle}
        lasts={actor.session.expiresAt.getTime() - context().clock().getTime()}
        words={{
          title: t('shell.guard.title'),
          left: t.raw('shell.guard.left'),
          last: t.raw('shell.guard.last'),
          stay: t('shell.guard.stay'),
          over: t('shell.guard.over'),
          kept: t('shell.guard.kept'),
          signIn: t('shell.kept.sign_in'),
          close: t('shell.guard.close'),
        }}
      />
    </Frame>
  )
}
