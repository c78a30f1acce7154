import { z } from 'zod'
import { editForm, keptChanges, shown } from '@/lib/kernel/changes'
import { isUuid } from '@/lib/kernel/cursor'
import { asciiEmail } from '@/lib/kernel/email'
import { emailAddress, line, personName } from '@/lib/kernel/line'
import { type AskedOf, listing, oneOf, search } from '@/lib/kernel/list'
import { LOCALES } from '@/lib/kernel/locale'
import { asCode, asSecret, asTyped, withoutBlanks } from '@/lib/kernel/pasted'
import { COMPANY_PATTERN, LOGIN_PATTERN } from '@/lib/market/sign-in-name'
import { GROUNDS } from '@/lib/rights/assignment'
import { factsOf, isPermission } from '@/lib/rights/catalogue'

// What comes in; messages are refusal codes.
const login = line(70, 'company.login_unreadable').transform((text) => asTyped(text).toLowerCase())
const companyName = line(120, 'company.name_unreadable').pipe(z.string().min(1, 'company.name_missing'))
const name = personName(120, {
  unreadable: 'company.name_unreadable',
  disguised: 'company.name_disguised',
}).pipe(z.string().min(1, 'company.name_missing'))
const email = line(254, 'company.email_unreadable')
  .transform((text) => asTyped(text).toLowerCase())
  .pipe(z.string().min(1, 'company.email_missing').pipe(emailAddress('company.email_unreadable')))
const mobile = line(40, 'company.mobile_unreadable').pipe(z.string().min(1, 'company.mobile_missing'))
const language = z
  .enum(LOCALES)
  .optional()
  .or(z.literal('').transform(() => undefined))
const reason = line(500, 'company.reason_too_long').optional()
const id = z.uuid()

/** The present password, where an act needs a fresh proof of who does it. */
const proof = z.string().max(1_024, 'identity.current_password_wrong').optional()

export const createUserInput = z.object({
  login: login.pipe(z.string().min(1, 'company.login_missing')),
  name,
  email,
  mobile,
  language,
})
export type CreateUserInput = z.infer<typeof createUserInput>

const userFields = { name, email, mobile }
/** An address that was shown (lib/kernel/shown-email.ts) is read as the one that is kept. */
export const editUserInput = editForm(userFields, { id, proof }).transform(({ changes, ...rest }) => {
  const { email: shownAs } = changes
  const kept = shownAs && { email: { ...shownAs, was: asciiEmail(shownAs.was) } }
  return { ...rest, changes: { ...changes, ...kept } }
})
/** The same as a request keeps it. */
export const approvedEditUserInput = z.object({
  id,
  changes: keptChanges(userFields, 'approvals.whole_form'),
})

/** What the form that settles shows as the present contacts. */
export const SHOWN_CONTACTS = ['email', 'mobile'] as const

/** Which contacts hold, in the dispute that was shown: the present ones, or what they were before a change. */
export const settleContactsInput = z.object({
  ...shown(SHOWN_CONTACTS),
  id,
  dispute: z.string().refine(isUuid),
  contacts: z
    .string('company.contacts_unchosen')
    .refine((text) => text === 'present' || isUuid(text), 'company.contacts_unchosen'),
  proof,
})

export const suspendUserInput = z.object({ id, reason })

/** The switch as it was set, if somebody has moved it; one that is off is not sent at all. */
export const switchSmsInput = editForm({ on: z.enum(['on', '']) }, { proof }).transform(
  ({ changes, ...rest }) => ({ ...rest, on: changes.on && changes.on.next === 'on' }),
)

export const userIdInput = z.object({ id })
export type UserIdInput = z.infer<typeof userIdInput>

export const removeUserFactorsInput = z.object({ id, proof })

export const endMainAdministratorInput = z.object({ id, reason, proof })

/** Both stand for one registration at the provider. */
export const PROVIDER_FIELDS = ['address', 'clientId'] as const
export const setIdentityProviderInput = z.object({
  ...shown(PROVIDER_FIELDS),
  address: z
    .string()
    .transform(withoutBlanks)
    .pipe(z.string().max(500))
    .pipe(z.url({ protocol: /^https?$/, error: 'company.provider_not_a_provider' })),
  clientId: line(255, 'company.provider_credentials').pipe(
    z.string().min(1, 'company.provider_client_missing'),
  ),
  /** Empty: the one that is there stays. */
  secret: z.string().max(500, 'company.provider_credentials').transform(asSecret).default(''),
  proof,
})
export const removeIdentityProviderInput = z.object({ ...shown(PROVIDER_FIELDS), proof })

export const editProfileInput = editForm({ name, language: z.enum(['', ...LOCALES]) }, {})

const slug = z.string().regex(COMPANY_PATTERN, 'company.slug_unreadable')

export const registerMainAdministratorInput = z.object({
  company: z.object({ slug, name: companyName, language }),
  login: z.string().regex(LOGIN_PATTERN, 'company.login_unreadable').default('admin'),
  name,
  email,
  mobile,
  language,
  /** Reference of the signed declaration (S2-3). */
  declaration: line(100, 'company.declaration_missing').pipe(
    z.string().min(1, 'company.declaration_missing'),
  ),
  proof,
})
export type RegisterMainAdministratorInput = z.input<typeof registerMainAdministratorInput>

const customerPermissions = z.array(z.string()).transform((all) => all.filter(isPermission))

export const setOfferInput = z.object({ slug, notOffered: customerPermissions })

/** The longest that staff are assigned to a customer at once, in hours: 30 days (CHECK in the migration). */
export const LONGEST_ASSIGNMENT = 720
export const beginAssignmentInput = z.object({
  slug,
  /** Login of a member of the operator's staff; absent: the actor. */
  staff: z.string().regex(LOGIN_PATTERN, 'company.login_unreadable').optional(),
  functions: customerPermissions.refine(
    (all) => all.length > 0 && all.every((fn) => factsOf(fn).onCustomers),
    'company.assignment_of_nothing',
  ),
  ground: z.enum(GROUNDS),
  reference: line(100, 'company.assignment_reference').pipe(
    z.string().min(1, 'company.assignment_reference'),
  ),
  hours: z.int().min(1).max(LONGEST_ASSIGNMENT),
  proof,
})
export const endAssignmentInput = z.object({ id, proof })

/** What the list of users can be asked for by its address. */
export const USERS = listing({
  filters: {
    q: search(100),
    state: oneOf(['all', 'active', 'waiting', 'disputed', 'suspended']),
  },
  sorts: { name: 'up', last: 'down' },
})
export const listUsersInput = USERS.shown
export type ListUsersInput = AskedOf<z.infer<typeof listUsersInput>>

/** What stops a change of contacts: the token of a link, or the reference and the code of an SMS. */
export const stopContactChangeInput = z.object({
  token: z.string().max(100).default(''),
  reference: z
    .string()
    .max(40)
    .default('')
    .transform((text) => asCode(text).toUpperCase()),
  code: z.string().max(40).default('').transform(asCode),
})
export type StopContactChangeInput = z.infer<typeof stopContactChangeInput>
