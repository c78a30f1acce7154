import type { Context } from '@/lib/infra/context'
import type { Changes } from '@/lib/kernel/changes'
import { displayNumber } from '@/lib/market/phone-number'

// What forms send that edit: they show what is there at this moment, and somebody types over it.

/** What a form has changed, by what it showed and what was typed. */
export function changed<Field extends string>(
  was: Record<Field, string>,
  typed: Partial<Record<Field, string>>,
): Changes<Field> {
  const changes: Changes<Field> = {}
  for (const [field, next] of Object.entries(typed) as [Field, string][])
    if (next !== was[field]) changes[field] = { was: was[field], next }
  return changes
}

type User = { id: string; name?: string; email?: string; mobile?: string; proof?: string | undefined }

/** The form of a user's page, opened now. */
export async function editedUser(context: Context, { id, proof, ...typed }: User) {
  const { name, email, mobile } = await context.db.user.findUniqueOrThrow({ where: { id } })
  return {
    id,
    proof,
    changes: changed({ name, email, mobile: displayNumber(mobile, context.market) }, typed),
  }
}

/** The form of a line's page, opened now. */
export async function editedLine(
  context: Context,
  { id, ...typed }: { id: string; label?: string; holder?: string },
) {
  const { label, holder } = await context.db.subscription.findUniqueOrThrow({ where: { id } })
  return { id, changes: changed({ label: label ?? '', holder: holder ?? '' }, typed) }
}

/** What the card of the company's provider showed. */
export async function shownProvider(context: Context, companyId: string) {
  const there = await context.db.identityProvider.findUnique({ where: { companyId } })
  return { 'was:address': there?.address ?? '', 'was:clientId': there?.clientId ?? '' }
}
