import { approvalsNotifications } from './approvals'
import { billingNotifications } from './billing'
import { companyNotifications } from './company'
import { grantsNotifications } from './grants'
import { outboxNotifications } from './held'
import { identityNotifications } from './identity'
import type { Composing, RoomNotifications, Weight } from './notification'

/** What becomes of all that is announced, as rooms declare it. A house test misses a room that announces and is not here. */
const NOTIFICATIONS = [
  identityNotifications,
  companyNotifications,
  grantsNotifications,
  billingNotifications,
  approvalsNotifications,
  outboxNotifications,
] as const

/** Whatever any room announces. */
export type Announced = Parameters<(typeof NOTIFICATIONS)[number]['compose']>[0]

/** What each kind is counted as. */
export const WEIGHTS = Object.assign({}, ...NOTIFICATIONS.map(({ weights }) => weights)) as Record<
  Announced['kind'],
  Weight
>

const BY_KIND = new Map(
  NOTIFICATIONS.flatMap((room) => Object.keys(room.weights).map((kind) => [kind, room] as const)),
)

/** What is to be sent because of a message, or why nothing is. */
export const compose = (message: Announced, composing: Composing) =>
  (BY_KIND.get(message.kind) as RoomNotifications<Announced>).compose(message, composing)
