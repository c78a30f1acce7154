import type { World } from '@/lib/infra/world'
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
export async function editedUser(world: World, { id, proof, ...typed }: User) {
  const { name, email, mobile } = await world.db.user.findUniqueOrThrow({ where: { id } })
  return { id, proof, changes: changed({ name, email, mobile: displayNumber(mobile, world.market) }, typed) }
}

/** The form of a line's page, opened now. */
export async function editedLine(
  world: World,
  { id, ...typed }: { id: string; label?: string; holder?: string },
) {
  const { label, holder } = await world.db.subscription.findUniqueOrThrow({ where: { id } })
  return { id, changes: changed({ label: label ?? '', holder: holder ?? '' }, typed) }
}

/** What the card of the company's provider showed. */
export async function shownProvider(world: World, companyId: string) {
  const there = await world.db.identityProvider.findUnique({ where: { companyId } })
  return { 'was:address': there?.address ?? '', 'was:clientId': there?.clientId ?? '' }
}
