import { z } from 'zod'
import { line } from '@/lib/kernel/line'
import { asCode, asTyped } from '@/lib/kernel/pasted'
import { LIMITS } from './limits/limits'
import { CHANNELS, WAYS } from './view'

// What comes in. Lengths are bounds against abuse; whether a name or password is right is decided later,
// and always with the same answer. Messages are refusal codes.
const password = z.string().max(1_024, 'identity.password_too_long')

/** One line that is pasted as often as typed. */
const pasted = (most: number, missing: string, unreadable: string) =>
  z
    .string()
    .max(4 * most, unreadable)
    .transform(asTyped)
    .pipe(z.string().min(1, missing).max(most, unreadable))

/** Where to go on afterwards; one that is no address of ours is dropped (lib/kernel/return-path.ts). */
const returnTo = z.string().max(2_000).optional().catch(undefined)

export const beginSignInInput = z.object({
  name: pasted(254, 'identity.name_missing', 'identity.name_unreadable'),
  returnTo,
})
export type BeginSignInInput = z.infer<typeof beginSignInInput>

export const enterPasswordInput = z.object({ password: password.min(1, 'identity.password_missing') })
export type EnterPasswordInput = z.infer<typeof enterPasswordInput>

/** Pasted codes come with blanks and marks, and from some keyboards with other scripts' digits. */
const code = (...lengths: number[]) =>
  z
    .string()
    .max(64, 'identity.code_unreadable')
    .transform(asCode)
    .refine((text) => /^\d+$/.test(text) && lengths.includes(text.length), 'identity.code_unreadable')

export const enterCodeInput = z.object({ code: code(LIMITS.code.digits, LIMITS.mailCode.digits) })
export type EnterCodeInput = z.infer<typeof enterCodeInput>

export const enterAppCodeInput = z.object({ code: code(LIMITS.code.digits) })

export const enterBackupCodeInput = z.object({
  code: z
    .string()
    .max(64, 'identity.backup_code_unreadable')
    .transform((text) => asCode(text).toLowerCase())
    .pipe(z.string().regex(/^[a-z2-9]{10}$/, 'identity.backup_code_unreadable'))
    .transform((text) => text.replace(/^.{5}/, '$&-')),
})
export type EnterBackupCodeInput = z.infer<typeof enterBackupCodeInput>

/** What a device answers, as JSON in one field. */
const base64url = z
  .string()
  .min(1)
  .max(8_192)
  .regex(/^[\w-]+$/)
const publicKeyCredential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).exactOptional(),
  clientExtensionResults: z.object({}),
}
const json = z
  .string()
  .max(40_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'identity.passkey_unreadable' })
      return z.NEVER
    }
  })
const used = z.object({
  ...publicKeyCredential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.exactOptional(),
  }),
})
const created = z.object({
  ...publicKeyCredential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(32)).max(8).exactOptional(),
  }),
})
export const enterPasskeyInput = z.object({ response: json.pipe(used) })
export type EnterPasskeyInput = z.infer<typeof enterPasskeyInput>

export const chooseWayInput = z.object({ way: z.enum(WAYS) })
export type ChooseWayInput = z.infer<typeof chooseWayInput>

export const beginCompanySignInInput = z.object({
  company: pasted(32, 'identity.company_missing', 'identity.no_provider')
    .transform((text) => text.toLowerCase())
    .pipe(z.string().regex(/^[a-z0-9-]+$/, 'identity.no_provider')),
  returnTo,
})
export type BeginCompanySignInInput = z.infer<typeof beginCompanySignInInput>

const proof = z.string().max(1_024, 'identity.current_password_wrong').optional()
const factorName = line(60, 'identity.factor_name_too_long')
export const beginSecondFactorInput = z.object({ kind: z.enum(['app', 'passkey']), proof })
export const confirmAppInput = z.object({ id: z.uuid(), name: factorName, code: code(LIMITS.code.digits) })
export const confirmPasskeyInput = z.object({ id: z.uuid(), name: factorName, response: json.pipe(created) })
export const removeSecondFactorInput = z.object({ id: z.uuid(), proof })
export const factorIdInput = z.object({ id: z.uuid().catch('00000000-0000-7000-8000-000000000000') })
export const proofInput = z.object({ proof })

export const choosePasswordInput = z.object({
  password: password.min(1, 'identity.password_missing'),
  again: z.string().max(1_024, 'identity.passwords_differ'),
})
export type ChoosePasswordInput = z.infer<typeof choosePasswordInput>

export const changePasswordInput = choosePasswordInput.extend({
  current: password.min(1, 'identity.password_missing'),
})

export const beginRecoveryInput = beginSignInInput
  .pick({ name: true, returnTo: true })
  .extend({ channel: z.enum(CHANNELS, 'identity.channel_missing') })
export type BeginRecoveryInput = z.infer<typeof beginRecoveryInput>

export const beginNumberSignInInput = z.object({
  number: pasted(40, 'identity.number_missing', 'identity.number_unreadable'),
  returnTo,
})
export type BeginNumberSignInInput = z.infer<typeof beginNumberSignInInput>

export const enterNumberCodeInput = z.object({ code: code(LIMITS.code.digits) })
export const enterSecondCodeInput = z.object({ code: code(LIMITS.mailCode.digits) })

export const enterRecoveryCodeInput = z.object({ code: code(LIMITS.recovery.digits) })

/** One session, or none: all the others. */
export const endOwnSessionInput = z.object({ id: z.uuid().optional() })

/** Steps that are only pressed. */
export const noInput = z.object({})

/** Whose eyes: a user's or a line's. */
export const viewAsInput = z.object({
  user: z.uuid().optional(),
  line: z.uuid().optional(),
  proof: z.string().max(1_024, 'identity.current_password_wrong').optional(),
})
export type ViewAsInput = z.infer<typeof viewAsInput>

/** Of what is done by pressing a button alone. */
export const nothingInput = z.object({})
