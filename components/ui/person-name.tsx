import type { ReactNode } from 'react'

/** Whom a row is about: the name and under it the account, which nobody chooses for themselves. */
export const PersonName = ({ account, children }: { account: string; children: ReactNode }) => (
  <span className="min-w-0">
    {children}
    <span className="block wrap-anywhere text-sm text-soft">{account}</span>
  </span>
)
