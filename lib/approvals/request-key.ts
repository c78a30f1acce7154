type Kept = { operation: string | null; fn: string; input: unknown }

/** The keys of operations that needed no name of their own until several took one permission. */
const BY_PERMISSION = new Map([
  ['user:create', 'company.create_user'],
  ['user:edit', 'company.edit_user'],
  ['temporary_password:reissue', 'company.reissue_temporary_password'],
  ['second_factor:remove', 'company.remove_user_factors'],
  ['user:reactivate', 'company.reactivate_user'],
  ['approval_rule:edit', 'approvals.set_decidable_rules'],
  ['usage:export', 'billing.open_usage'],
])

/** The key of the operation that a request is for, also of one that a process of the version before has written. */
export function keyOf({ operation, fn, input }: Kept): string {
  if (operation !== null) return operation
  if (fn !== 'right:grant') return BY_PERMISSION.get(fn) ?? fn
  const kept = typeof input === 'object' && input !== null ? input : {}
  if ('answers' in kept) return 'approvals.give_right'
  return 'draft' in kept ? 'grants.apply_change' : 'grants.appoint_substitute'
}
