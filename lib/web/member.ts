import { ownerOfDevice } from '@/lib/identity/attempts/device-cookie'
import { findSession } from '@/lib/identity/sessions/find-session'
import { context } from '@/lib/infra/context'

/** Whose share of what is scarce a request has (bin/lib/owners.mjs): company and user, or line. */
type Owner =
  | { tier: 'member'; path: [string, string] }
  | { tier: 'known'; path: [string, string]; entry: string }

/**
 * Who is signed in with a session's cookie; else whom the device cookie says to have signed in from this browser before.
 * Null: both are unknown, or made up.
 */
export async function ownerOf(cookies: { session?: string; device?: string }): Promise<Owner | null> {
  const row = cookies.session ? await findSession(cookies.session, context()) : null
  if (row) return { tier: 'member', path: [row.companyId, row.userId ?? row.subscriptionId] }
  const device = cookies.device ? await ownerOfDevice(cookies.device, context()) : null
  return device && { tier: 'known', ...device }
}
