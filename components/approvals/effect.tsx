import type { HeldItem } from '@/lib/access/view'
import { APPROVABLE } from '@/lib/approvals/rules'
import type { Effect } from '@/lib/approvals/view'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'
import { shownEmail } from '@/lib/kernel/shown-email'
import type { Permission } from '@/lib/rights/catalogue'
import { factsOf, isPermission, RISKY } from '@/lib/rights/catalogue'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'

/** Sentences of what would change, and a warning where one is due. */
type Said = { sentences: string[]; warning?: string }
type Sentences = {
  [Kind in Effect['kind']]: (t: Words, effect: Extract<Effect, { kind: Kind }>, locale: Locale) => Said
}
type AboutPermissions =
  | 'role_adds'
  | 'role_removes'
  | 'role_asks'
  | 'role_asks_no_longer'
  | 'numbers_come'
  | 'numbers_go'
/** So many functions of a role are named, the gravest first; of what is risky, all. */
const NAMED = 8

const itemName = (t: Words, { word, own, place, placeName }: HeldItem): string => {
  const what = isTemplate(word)
    ? t(`rights.templates.${word}.name`)
    : (own ?? (isPermission(word) ? t(`rights.functions.${word}`) : word))
  return place === 'company' ? what : `${what} (${t(`rights.scopes.${place}`, { name: placeName })})`
}
const listed = (t: Words, names: readonly string[], count = names.length): string =>
  names.join(', ') +
  (count > names.length ? ` ${t('approvals.effects.more', { count: count - names.length })}` : '')
const permissionsIn = (t: Words, functions: readonly Permission[]): string =>
  listed(
    t,
    [...functions]
      .sort((a, b) => factsOf(b).risk - factsOf(a).risk)
      .filter((fn, at) => at < NAMED || factsOf(fn).risk >= RISKY)
      .map((fn) => t(`rights.functions.${fn}`)),
    functions.length,
  )
/** A sentence about some functions, where there are any. */
const about = (t: Words, key: AboutPermissions, functions: readonly Permission[]): string[] =>
  functions.length > 0 ? [t(`approvals.effects.${key}`, { functions: permissionsIn(t, functions) })] : []
const held = (t: Words, holds: readonly HeldItem[], more: number): string =>
  holds.length > 0
    ? listed(
        t,
        holds.map((item) => itemName(t, item)),
        holds.length + more,
      )
    : t('approvals.effects.no_rights')

/** A day (YYYY-MM-DD), or the month that it is in, as people write it. */
const day = (text: string, locale: Locale, as: Intl.DateTimeFormatOptions = { dateStyle: 'long' }): string =>
  dateFormat(LANGUAGE_TAG[locale], { ...as, timeZone: 'UTC' }).format(Date.parse(text))

const SENTENCES: Sentences = {
  user_created: (t, effect) => ({
    sentences: [t('approvals.effects.user_created', { ...effect, email: shownEmail(effect.email) })],
    warning: t('approvals.effects.password_to', { ...effect, email: shownEmail(effect.email) }),
  }),
  user_edited: (t, { account, changes }) => ({
    sentences: changes.flatMap(({ field, was, next, now }) => {
      const shown = field === 'email' ? shownEmail : (text: string) => text
      return [
        t(`approvals.effects.${field}`, { was: shown(was), next: shown(next) }),
        ...(now === null ? [] : [t('approvals.effects.changed_since', { now: shown(now) })]),
      ]
    }),
    ...(changes.some(({ field }) => field !== 'name') && {
      warning: t('approvals.effects.way_in', { account }),
    }),
  }),
  password_reissued: (t, effect) => ({
    sentences: [t('approvals.effects.password_reissued', { ...effect, email: shownEmail(effect.email) })],
  }),
  factors_removed: (t, effect) => ({ sentences: [t('approvals.effects.factors_removed', effect)] }),
  user_reactivated: (t, { account, holds, more }) => ({
    sentences: [t('approvals.effects.user_reactivated', { account, rights: held(t, holds, more) })],
  }),
  rules_changed: (t, { on, off }) => {
    const all = (some: readonly Permission[]) =>
      APPROVABLE.filter((fn) => some.includes(fn))
        .map((fn) => t(`rights.functions.${fn}`))
        .join(', ')
    return {
      sentences: [
        ...(off.length > 0 ? [t('approvals.effects.rules_off', { functions: all(off) })] : []),
        ...(on.length > 0 ? [t('approvals.effects.rules_on', { functions: all(on) })] : []),
      ],
    }
  },
  rights_changed: (t, effect) => {
    const { people, peopleCount, gives, givesCount, takes, takesCount, role } = effect
    const items = (some: readonly HeldItem[], count: number) =>
      listed(
        t,
        some.map((item) => itemName(t, item)),
        count,
      )
    return {
      sentences: [
        ...(peopleCount > 0 ? [t('approvals.effects.whom', { people: listed(t, people, peopleCount) })] : []),
        ...(effect.replaces ? [t('approvals.effects.replaces')] : []),
        ...(givesCount > 0 ? [t('approvals.effects.gives', { rights: items(gives, givesCount) })] : []),
        ...(takesCount > 0 ? [t('approvals.effects.takes', { rights: items(takes, takesCount) })] : []),
        ...(role ? [t(`approvals.effects.role_${role.change}`, { name: role.name })] : []),
        ...(role && role.change !== 'new'
          ? [t('approvals.effects.role_holders', { count: role.holders })]
          : []),
        ...about(t, 'role_adds', role?.added ?? []),
        ...about(t, 'role_removes', role?.removed ?? []),
        ...about(t, 'role_asks', role?.asks ?? []),
        ...about(t, 'role_asks_no_longer', role?.asksNoLonger ?? []),
        ...(effect.allNumbers ? [t('approvals.effects.all_numbers')] : []),
        ...(effect.numbers > 0 ? [t('approvals.effects.numbers', { count: effect.numbers })] : []),
        ...about(t, 'numbers_come', effect.comes),
        ...about(t, 'numbers_go', effect.goes),
      ],
    }
  },
  substitute_appointed: (t, { holds, more, from, until, ...who }, locale) => ({
    sentences: [
      t('approvals.effects.substitute', { ...who, from: day(from, locale), until: day(until, locale) }),
      t('approvals.effects.substitute_holds', { ...who, rights: held(t, holds, more) }),
    ],
  }),
  usage_taken: (t, { number, month }, locale) => ({
    sentences: [
      t('approvals.effects.usage_taken', {
        ...{ number, month: day(`${month}-01`, locale, { month: 'long', year: 'numeric' }) },
      }),
    ],
  }),
  nothing_left: (t) => ({ sentences: [], warning: t('approvals.effects.nothing_left') }),
}

/** What would change if a request were approved: whoever decides reads what they say yes to. */
export function EffectText({ t, effect, locale }: { t: Words; effect: Effect; locale: Locale }) {
  const say = SENTENCES[effect.kind] as (t: Words, effect: Effect, locale: Locale) => Said
  const { sentences, warning } = say(t, effect, locale)
  return (
    <>
      {sentences.length > 0 && (
        <ul className="mt-1 grid gap-1">
          {sentences.map((sentence) => (
            <li key={sentence} className="[overflow-wrap:anywhere]">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      {warning && <p className="mt-1 text-attention text-sm">{warning}</p>}
    </>
  )
}
