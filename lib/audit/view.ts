/** What stood or stands in a field: a value, or each of several. */
export type AuditValue = string | readonly string[] | null

/** One entry as the company reads it. */
export type AuditRow = {
  seq: string
  at: Date
  actor: string
  actorKind: string
  action: string
  object: string
  changes: { field: string; before: AuditValue; after: AuditValue }[]
  reason: string | null
  address: string | null
  /** Start of the entry's hash, enough to compare with a copy kept elsewhere. */
  hash: string
}
