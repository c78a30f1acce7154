import { LIMITS } from './limits'

const { code, mailCode, recovery } = LIMITS

/** What a code is for: it decides its length and life, and is part of what the code is derived from. */
export const CODES = {
  sign_in: { digits: code.digits, validFor: code.validFor },
  sign_in_mail: mailCode,
  recover_sms: { digits: recovery.digits, validFor: code.validFor },
  recover_mail: { digits: recovery.digits, validFor: mailCode.validFor },
  sign_in_number: { digits: code.digits, validFor: code.validFor },
  second: mailCode,
} as const
export type CodePurpose = keyof typeof CODES

/** The rules of a stored purpose. @throws when the row is of a newer version of this program. */
export function codeRules(purpose: string): (typeof CODES)[CodePurpose] {
  if (!Object.hasOwn(CODES, purpose)) throw new Error(`unknown purpose of a code: ${purpose}`)
  return CODES[purpose as CodePurpose]
}
