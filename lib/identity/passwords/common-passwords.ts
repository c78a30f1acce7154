import { dictionary } from '@zxcvbn-ts/language-common'

/** About 49,000 passwords from leaks, lower case; ships in the package, so nothing is asked outside (ASVS 6.2.4). */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common'] as string[])
