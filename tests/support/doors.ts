import type { Permission } from '@/lib/rights/catalogue'

/** What a door's address is filled with: things of the company whose people try it. */
export type Things = Record<'user' | 'line' | 'bill' | 'draft' | 'review', string>

/** Every page and route behind sign-in, and the function that opens it; `null`: whoever is signed in as a user. */
export const DOORS: Record<
  string,
  { opens: Permission | null | 'numbers too'; at: (things: Things) => string }
> = {
  '/overview': { opens: 'numbers too', at: () => '/overview' },
  '/profile': { opens: 'profile:edit', at: () => '/profile' },
  '/profile/rights': { opens: 'numbers too', at: () => '/profile/rights' },
  '/profile/company': { opens: 'profile:edit', at: () => '/profile/company' },
  '/profile/backup-codes': { opens: 'profile:edit', at: () => '/profile/backup-codes' },
  '/lines': { opens: 'line:view', at: () => '/lines' },
  '/lines/[id]': { opens: 'line:view', at: ({ line }) => `/lines/${line}` },
  '/lines/[id]/usage': { opens: 'usage:view', at: ({ line }) => `/lines/${line}/usage` },
  '/lines/[id]/usage/export': {
    opens: 'usage:export',
    at: ({ line }) => `/lines/${line}/usage/export?month=2026-10`,
  },
  '/lines/change': { opens: 'line:edit', at: ({ line }) => `/lines/change?id=${line}` },
  '/lines/move': { opens: 'line:edit', at: ({ line }) => `/lines/move?id=${line}` },
  '/lines/export': { opens: 'line:view', at: () => '/lines/export' },
  '/bills': { opens: 'bill:view', at: () => '/bills' },
  '/bills/[id]': { opens: 'bill:view', at: ({ bill }) => `/bills/${bill}` },
  '/bills/[id]/[format]': { opens: 'bill:view', at: ({ bill }) => `/bills/${bill}/csv` },
  '/bills/pay': { opens: 'bill:pay', at: () => '/bills/pay' },
  '/reports': { opens: 'report:view', at: () => '/reports' },
  '/reports/[report]/[format]': { opens: 'report:view', at: () => '/reports/kinds/csv' },
  '/users': { opens: 'user:view', at: () => '/users' },
  '/users/new': { opens: 'user:create', at: () => '/users/new' },
  '/users/[id]': { opens: 'user:view', at: ({ user }) => `/users/${user}` },
  '/rights': { opens: 'right:view', at: () => '/rights' },
  '/rights/people/[id]': { opens: 'right:view', at: ({ user }) => `/rights/people/${user}` },
  '/rights/people/[id]/leave': { opens: 'user:leave', at: ({ user }) => `/rights/people/${user}/leave` },
  '/rights/people/[id]/substitute': {
    opens: 'right:grant',
    at: ({ user }) => `/rights/people/${user}/substitute`,
  },
  '/rights/change': { opens: 'right:grant', at: ({ user }) => `/rights/change?id=${user}` },
  '/rights/review/[id]': { opens: 'right:view', at: ({ draft }) => `/rights/review/${draft}` },
  '/rights/changes': { opens: 'right:view', at: () => '/rights/changes' },
  '/rights/changes/[number]': { opens: 'right:view', at: () => '/rights/changes/1' },
  '/rights/changes/[number]/pdf': { opens: 'right:view', at: () => '/rights/changes/1/pdf' },
  '/rights/numbers': { opens: 'right:view', at: () => '/rights/numbers' },
  '/rights/numbers/[id]': { opens: 'right:view', at: ({ line }) => `/rights/numbers/${line}` },
  '/rights/numbers/limit': {
    opens: 'number_ceiling:edit',
    at: ({ line }) => `/rights/numbers/limit?id=${line}`,
  },
  '/rights/who': { opens: 'right:view', at: ({ line }) => `/rights/who?fn=line:view&on=line:${line}` },
  '/rights/places': { opens: 'right:view', at: () => '/rights/places?q=Drivers' },
  '/rights/roles': { opens: 'right:view', at: () => '/rights/roles' },
  '/rights/roles/edit': { opens: 'template:edit', at: () => '/rights/roles/edit?copy=finance' },
  '/rights/file': { opens: 'right:view', at: () => '/rights/file' },
  '/rights/file/export': { opens: 'right:view', at: () => '/rights/file/export' },
  '/rights/view': { opens: 'user:view_as', at: ({ user }) => `/rights/view?user=${user}` },
  '/rights/access': { opens: 'access_review:run', at: () => '/rights/access' },
  '/rights/access/[id]': { opens: 'access_review:run', at: ({ review }) => `/rights/access/${review}` },
  '/rights/access/[id]/[format]': {
    opens: 'access_review:run',
    at: ({ review }) => `/rights/access/${review}/csv`,
  },
  '/approvals': { opens: 'numbers too', at: () => '/approvals' },
  '/approvals/ask': { opens: 'profile:edit', at: () => '/approvals/ask?fn=line:edit' },
  '/approvals/rules': { opens: 'approval_rule:edit', at: () => '/approvals/rules' },
  '/audit': { opens: 'audit:view', at: () => '/audit' },
  '/settings/security': { opens: 'sign_in_policy:edit', at: () => '/settings/security' },
}

/** Pages about one thing of one's own that is only there while it is being made. */
export const OWN_DOORS = ['/profile/app/[id]', '/profile/passkey/[id]']

/** Doors whose things are one person's own: nobody else finds them, whatever they may. */
export const PERSONAL = ['/rights/review/[id]']
