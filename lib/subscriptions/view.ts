/** A number's own line, as whoever signed in with it sees it: nothing of its company (P1). */
export type OwnLine = {
  /** National spelling. */
  number: string
  status: 'active' | 'restricted' | 'disconnected' | 'suspended' | 'terminated'
  label: string | null
  holder: string | null
}
