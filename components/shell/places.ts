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

/** The places of the main menu: where each is, and how it is drawn. */
export const PLACES = {
  overview: { href: '/overview', icon: LayoutDashboard },
  lines: { href: '/lines', icon: CardSim },
  bills: { href: '/bills', icon: ReceiptText },
  users: { href: '/users', icon: Users },
  rights: { href: '/rights', icon: KeyRound },
  approvals: { href: '/approvals', icon: Stamp },
  reports: { href: '/reports', icon: ChartColumn },
  audit: { href: '/audit', icon: ScrollText },
  security: { href: '/settings/security', icon: ShieldCheck },
  profile: { href: '/profile', icon: UserRound },
} as const

export type PlaceKey = keyof typeof PLACES
/** One of them, and what it is called: so much of it goes over the wire. */
export type Place = readonly [key: PlaceKey, label: string]
