import { expect, test } from 'vitest'
import { announce as announceCompany, type CompanyMessage } from '@/lib/company/messages'
import { announce, type IdentityMessage } from '@/lib/identity/messages'
import { dispatch } from '@/lib/jobs/dispatch'
import { LOCALES, type Locale } from '@/lib/kernel/locale'
import { useContext } from '../support/context'
import { aCompany, aUser } from '../support/people'
import { dispatchAll, providers } from '../support/providers'

const context = useContext()

type Notice = (userId: string, companyId: string) => IdentityMessage | CompanyMessage
/** Typed by a person: no mail or SMS carries it. */
const TYPED = 'Prize waits: evil.example'
const passkey = { factor: 'passkey', name: TYPED } as const
/** Every change of rule 9, with what tells it. */
const NOTICES: Record<string, Notice> = {
  'password changed': (userId) => ({ kind: 'identity.password_changed', payload: { userId } }),
  'password reset': (userId) => ({ kind: 'identity.password_reset', payload: { userId } }),
  'contact data edited': (userId) => ({
    kind: 'company.user_edited',
    payload: { userId, oldEmail: 'old@firm.example', oldMobile: '+36301234567' },
  }),
  'factor added': (userId) => ({ kind: 'identity.second_factor_added', payload: { userId, ...passkey } }),
  'factor removed': (userId) => ({ kind: 'identity.second_factor_removed', payload: { userId, ...passkey } }),
  'factors removed by an administrator': (userId) => ({
    kind: 'company.user_factors_removed',
    payload: { userId },
  }),
  'backup codes renewed': (userId) => ({ kind: 'identity.backup_codes_renewed', payload: { userId } }),
  'backup code used': (userId) => ({ kind: 'identity.backup_code_used', payload: { userId } }),
  'company account linked': (userId) => ({ kind: 'identity.company_linked', payload: { userId } }),
  'company account unlinked': (userId) => ({ kind: 'identity.company_unlinked', payload: { userId } }),
  'wrong codes after the right password': (userId) => ({
    kind: 'identity.wrong_codes_entered',
    payload: { userId },
  }),
  'SMS switched off': (_userId, companyId) => ({
    kind: 'company.sms_at_sign_in_switched',
    payload: { companyId, on: false },
  }),
  'single sign-on in use': (_userId, companyId) => ({
    kind: 'identity.provider_in_use',
    payload: { companyId, issuer: 'https://login.firm.example' },
  }),
  'single sign-on set up': (_userId, companyId) => ({
    kind: 'company.identity_provider_set',
    payload: { companyId, issuer: 'https://login.firm.example' },
  }),
}
/** Words that only one of the languages has. */
const MARKS: Record<Locale, RegExp> = {
  en: /Was this not you|Not you\?/,
  hu: /Nem Ön volt/,
  sr: /Niste to bili Vi/,
  ru: /Это (были )?не вы/,
}

test.each(Object.entries(NOTICES))(
  'N %s: told once, in the right language, with whom to call, without a link',
  async (_name, make) => {
    for (const language of LOCALES) {
      const { admin } = await aCompany(context)
      const user = await aUser(context, admin)
      const { id: companyId } = admin.company
      await context.db.user.updateMany({ where: { companyId }, data: { language, name: TYPED } })
      await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
      const message = make(user.id, companyId)
      const say = message.kind.startsWith('identity.') ? announce : announceCompany
      await say(context.sql, companyId, message as never, context.clock())
      const { mails, texts, count } = await dispatchAll(context, message.kind)
      expect(count).toBe(1)
      expect(mails.length).toBeGreaterThan(0)
      expect(new Set(mails.map(({ to }) => to)).size).toBe(mails.length)
      for (const { text, subject } of mails) {
        expect(text, `${language} ${subject}`).toMatch(MARKS[language])
        expect(text).toContain('1414')
        expect(text).not.toMatch(/https?:\/\/|evil|login\.firm/)
      }
      for (const { text } of texts) expect(text).toMatch(MARKS[language])
      // Told again (a retry, a second worker): nothing more goes out.
      const { id } = await context.db.message.findFirstOrThrow({
        where: { kind: message.kind },
        orderBy: { id: 'desc' },
      })
      await context.db.message.update({ where: { id }, data: { state: 'in_progress' } })
      const again = providers()
      await dispatch(id, context, again.ends)
      expect([again.mails.length, again.texts.length]).toEqual([0, 0])
    }
  },
)
