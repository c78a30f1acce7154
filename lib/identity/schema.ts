import { z } from 'zod'
import { LIMITS } from './limits'
import { CHANNELS } from './view'

// What comes in. Lengths are bounds against abuse; whether a name or password is right is decided later,
// and always with the same answer. Messages are refusal codes.
const password = z.string().max(1_024, 'identity.password_too_long')

export const beginSignInInput = z.object({
  name: z.string().trim().min(1, 'identity.name_missing').max(254, 'identity.name_unreadable'),
  returnTo: z.string().max(2_000).optional().catch(undefined),
})
export type BeginSignInInput = z.infer<typeof beginSignInInput>

export const enterPasswordInput = z.object({ password: password.min(1, 'identity.password_missing') })
export type EnterPasswordInput = z.infer<typeof enterPasswordInput>

/** Pasted codes come with spaces, and from some keyboards with other scripts' digits. */
const code = (...lengths: number[]) =>
  z
    .string()
    .max(64, 'identity.code_unreadable')
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .refine((text) => /^\d+$/.test(text) && lengths.includes(text.length), 'identity.code_unreadable')

export const enterCodeInput = z.object({ code: code(LIMITS.code.digits, LIMITS.mailCode.digits) })
export type EnterCodeInput = z.infer<typeof enterCodeInput>

export const choosePasswordInput = z.object({
  password: password.min(1, 'identity.password_missing'),
  again: z.string().max(1_024, 'identity.passwords_differ'),
})
export type ChoosePasswordInput = z.infer<typeof choosePasswordInput>

export const changePasswordInput = choosePasswordInput.extend({
  current: password.min(1, 'identity.password_missing'),
})
export type ChangePasswordInput = z.infer<typeof changePasswordInput>

export const beginRecoveryInput = beginSignInInput
  .pick({ name: true })
  .extend({ channel: z.enum(CHANNELS, 'identity.channel_missing') })
export type BeginRecoveryInput = z.infer<typeof beginRecoveryInput>

export const beginNumberSignInInput = z.object({
  number: z.string().trim().min(1, 'identity.number_missing').max(40, 'identity.number_unreadable'),
})
export type BeginNumberSignInInput = z.infer<typeof beginNumberSignInInput>

export const enterNumberCodeInput = z.object({ code: code(LIMITS.code.digits) })
export const enterSecondCodeInput = z.object({ code: code(LIMITS.mailCode.digits) })

export const enterRecoveryCodeInput = z.object({ code: code(LIMITS.recovery.digits) })

/** One session, or none: all the others. */
export const endOwnSessionInput = z.object({ id: z.uuid().optional() })
export type EndOwnSessionInput = z.infer<typeof endOwnSessionInput>

/** Steps that are only pressed. */
export const noInput = z.object({})
