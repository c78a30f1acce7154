import { SCHEDULED } from '@/lib/billing/schema'
import type { Context } from '@/lib/infra/context'
import { OPERATIONS } from '@/lib/operations/registry'
import { resumeMessages } from '@/lib/outbox/message-states'
import { PERMISSIONS } from '@/lib/rights/catalogue'
import type { Announced } from './notification'

/**
 * Every kind of message that this version knows what to make of. A kind that is announced no more stays for one release:
 * processes of the version before announce it while they are replaced, and messages of theirs may still wait.
 */
const KINDS: Record<Announced['kind'], true> = {
  'identity.code_requested': true,
  'identity.recovery_requested': true,
  'identity.number_code_requested': true,
  'identity.password_reset': true,
  'identity.password_changed': true,
  'identity.wrong_codes_entered': true,
  'identity.second_factor_added': true,
  'identity.second_factor_removed': true,
  'identity.provider_in_use': true,
  'identity.company_linked': true,
  'identity.company_unlinked': true,
  'identity.backup_codes_renewed': true,
  'identity.sms_budget_reached': true,
  'identity.api_key_ending': true,
  'identity.backup_code_used': true,
  'company.user_created': true,
  'company.main_administrator_registered': true,
  'company.temporary_password_reissued': true,
  'company.user_suspended': true,
  'company.main_administrator_ended': true,
  'company.user_reactivated': true,
  'company.user_factors_removed': true,
  'company.sms_at_sign_in_switched': true,
  'company.identity_provider_set': true,
  'company.identity_provider_removed': true,
  'company.user_edited': true,
  'company.contact_change_stoppable': true,
  'company.contact_change_stopped': true,
  'company.contacts_settled': true,
  'grants.rights_changed': true,
  'grants.substitute_appointed': true,
  'approvals.asked': true,
  'approvals.approved': true,
  'approvals.rejected': true,
  'approvals.done': true,
  'approvals.failed': true,
  'billing.copy_due': true,
  'billing.report_due': true,
  'billing.overpaid': true,
  'billing.bills_covered': true,
  'billing.payment_reversed': true,
  'billing.payment_unmatched': true,
  'billing.delivery_failed': true,
  'billing.refund_due': true,
  'outbox.notices_held': true,
}

export const knownKinds = Object.keys(KINDS)

export const isKnownKind = (kind: string): kind is Announced['kind'] => Object.hasOwn(KINDS, kind)

/** What stands beside a message that waits for a version that knows its kind. */
export const UNKNOWN_KIND = 'waits for a version that knows this kind'

/** What a message of a known kind may be about, by the name of what is written there. */
const ABOUT = {
  operation: OPERATIONS.filter(({ secondPerson }) => secondPerson).map(({ key }) => key as string),
  right: PERMISSIONS,
  report: SCHEDULED,
  'format of bills': ['pdf'],
  'format of reports': ['csv', 'xlsx'],
} as const

const waitsFor = (what: string, value: string) => `waits for a version that knows the ${what} ${value}`

/** What a message is about was written by a process of the next version: the message waits for a worker of that one. */
export class UnknownContent extends Error {}

/**
 * Makes sure that this version knows what a message is about, so that it neither drops it nor takes it for something else.
 * @throws UnknownContent
 */
export function requireKnown(about: { [What in keyof typeof ABOUT]?: string }): void {
  for (const [what, value] of Object.entries(about))
    if (!(ABOUT[what as keyof typeof ABOUT] as readonly string[]).includes(value))
      throw new UnknownContent(waitsFor(what, value))
}

const KNOWN_BY_NOW = [
  UNKNOWN_KIND,
  ...Object.entries(ABOUT).flatMap(([what, values]) => values.map((value) => waitsFor(what, value))),
]

/** Gives their jobs back to messages that waited for what this version knows. Any number of processes may. */
export const resumeKnown = (context: Context): Promise<void> =>
  resumeMessages({ kinds: knownKinds, notes: KNOWN_BY_NOW }, context)
