/**
 * A person as pages and papers name them wherever somebody decides by whom they see: anybody may call themselves
 * anything, the account is unique and given, so it always stands beside the name. The same in SQL:
 * `lib/directory/person-label.ts`.
 */
export const personLabel = ({ name, account }: { name: string; account: string }): string =>
  `${name} (${account})`
