import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { AnswerRight, Decide } from '@/components/approvals/decide'
import { ApprovalRules } from '@/components/approvals/rules-form'
import { UserCard } from '@/components/company/user-card'
import { ChangeMany } from '@/components/grants/change-many'
import { Leave } from '@/components/grants/leave'
import { LimitForm } from '@/components/grants/numbers'
import { PersonEditor } from '@/components/grants/person-editor'
import { RoleForm } from '@/components/grants/roles'
import { Substitute } from '@/components/grants/substitute'
import { Checkbox, Radio } from '@/components/ui/box'
import { FormBox } from '@/components/ui/form-box'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Shown } from '@/components/ui/was'
import type { FormAction, FormState } from '@/lib/kernel/form'
import { refused } from '@/lib/web/action'
import { translator } from '@/lib/words/translator'

/** What the forms that are drawn answered last. */
let answered: FormState = {}
vi.mock('@/components/ui/form', async () => {
  const box = await import('@/components/ui/form-box')
  return {
    Form: ({ action: _action, ...rest }: { action: FormAction; children: ReactNode }) =>
      createElement(box.FormBox, { ...rest, state: answered, pending: false }),
  }
})

const t = translator('en')
const action: FormAction = async () => ({})
const frame = { places: [], templates: [], version: 1 }
const places = ['company', 'centre:c'].map((key) => ({
  key,
  name: key,
  scope: { kind: 'company' as const },
  target: { companyId: 'c' },
}))
const wording = { t, locale: 'en' as const, timeZone: 'UTC', frame }
const person = {
  ...{ id: 'p', name: 'Ben', account: 'ben@acme', closed: null, shutOut: false, mainAdministrator: false },
  ...{ grants: [], held: 0 },
}
const FORMS: Record<string, () => ReactNode> = {
  'the rules of approval': () =>
    createElement(ApprovalRules, { t, asks: ['user:create'], saved: false, proven: false, action }),
  'somebody leaves': () =>
    createElement(Leave, {
      ...{ wording, proven: false, action },
      plan: {
        ...{ ...person, sessions: 0, requests: 0, schedules: 0, standsInFor: [], substitutes: [], frame },
        ...{ lines: [{ id: 'l', number: '+36 30 123 4567' }], lineCount: 1, seen: 'd' },
      },
    }),
  'a role': () =>
    createElement(RoleForm, {
      ...{ wording, kind: 'customer', held: 1, action },
      role: { id: 'r', name: 'Desk', meant: '', functions: ['user:reset_password'], asks: [], version: 1 },
    }),
  'a ceiling': () => createElement(LimitForm, { t, left: [], hidden: { id: 'l' }, action }),
  'the same for many': () =>
    createElement(ChangeMany, {
      ...{ wording, all: null, mode: 'give', places, kind: 'customer', action },
      chosen: { ids: 'p', names: ['Ben'], count: 1 },
    }),
  'a substitute': () =>
    createElement(Substitute, {
      ...{ wording, substitutes: [], today: '2026-11-27', proven: false },
      person: person as never,
      actions: { appointSubstituteAction: action, endSubstitutionAction: action },
    }),
}

const attribute = (tag: string, name: string) =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&')

/** What a page that is drawn would send, as a browser reads it. */
function fieldsOf(page: string) {
  const inputs = [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name') ?? '',
    type: attribute(tag, 'type') ?? 'text',
    value: attribute(tag, 'value') ?? (/type="(checkbox|radio)"/.test(tag) ? 'on' : ''),
    checked: / checked=""/.test(tag),
    options: [] as string[],
  }))
  const lists = [...page.matchAll(/<select[^>]*>[\s\S]*?<\/select>/g)].map(([list]) => {
    const options = [...list.matchAll(/<option[^>]*>/g)].map(([tag]) => tag)
    const chosen = options.find((tag) => tag.includes(' selected=""')) ?? options[0]!
    return {
      ...{ name: attribute(list, 'name') ?? '', type: 'select', checked: true },
      ...{ value: attribute(chosen, 'value') ?? '', options: options.map((tag) => attribute(tag, 'value')!) },
    }
  })
  return [...inputs, ...lists].filter(({ name }) => name !== '')
}
type Field = ReturnType<typeof fieldsOf>[number]

/** Everything that can be changed, changed: what is ticked unticked, the last of several, other days and words. */
function changed(fields: Field[]): [string, string][] {
  const last = new Map(fields.filter(({ type }) => type === 'radio').map((field) => [field.name, field]))
  return fields.flatMap((field): [string, string][] => {
    const { name, type, value, checked, options } = field
    if (type === 'checkbox') return checked ? [] : [[name, value]]
    if (type === 'radio') return last.get(name) === field ? [[name, value]] : []
    if (type === 'hidden') return [[name, value]]
    if (type === 'select') return [[name, options.at(-1)!]]
    return [[name, type === 'date' ? '2027-01-31' : 'Typed']]
  })
}
const sent = (fields: Field[]): [string, string][] =>
  fields
    .filter(({ type, checked }) => checked || !['checkbox', 'radio'].includes(type))
    .map(({ name, value }) => [name, value])

const draw = (form: ReactNode, state: FormState) => {
  answered = state
  return fieldsOf(renderToStaticMarkup(form))
}
const refusal = { code: 'web.unreadable' } as const

describe('after a refusal a form shows what was sent, and would send the same again', () => {
  test.each(Object.keys(FORMS))('%s', (name) => {
    const sends = changed(draw(FORMS[name]!(), {}))
    const state = refused(refusal, sends, t)
    // What proves who it is is asked again.
    const kept = sends.map(([field, value]) => [field, field === 'proof' ? '' : value])
    expect(sent(draw(FORMS[name]!(), state)).sort()).toEqual(kept.sort())
  })
})

const box = (state: FormState, ...children: ReactNode[]) =>
  fieldsOf(renderToStaticMarkup(createElement(FormBox, { state, pending: false }, ...children)))

test('boxes of one name keep all that were ticked, and one that is disabled what it showed', () => {
  const boxes = ['a', 'b', 'c'].map((value) => createElement(Checkbox, { key: value, name: 'id', value }))
  const off = createElement(Checkbox, { name: 'held', on: true, disabled: true })
  const send: [string, string][] = [
    ['id', 'a'],
    ['id', 'c'],
  ]
  const fields = box(refused(refusal, send, t), ...boxes, off)
  expect(fields.filter(({ checked }) => checked).map(({ name, value }) => `${name} ${value}`)).toEqual([
    'id a',
    'id c',
    'held on',
  ])
})

test('none ticked stays none; what is sent once stays one; a choice that was never made is as it was', () => {
  const parts = [
    createElement(Checkbox, { name: 'id', value: 'a', on: true }),
    createElement(Switch, { name: 'on', label: 'On', on: true, describedBy: 'x' }),
    createElement(Radio, { name: 'way', value: 'sms', on: true }),
    createElement(Select, { name: 'role', label: 'Role', value: 'x', options: [['x', 'X']] }),
  ]
  expect(sent(box(refused(refusal, [], t), ...parts))).toEqual([
    // What it showed before is sent along.
    ['was:on', 'on'],
    ['way', 'sms'],
    ['role', 'x'],
  ])
})

test('the boxes of a function that is named like a secret are kept, and secrets are not', () => {
  const state = refused(
    refusal,
    [
      ['item:user:reset_password', 'on'],
      ['password', 'Hidden-1'],
      ['code', '123456'],
    ],
    t,
  )
  expect(state.values).toEqual({ 'item:user:reset_password': 'on' })
})

describe('what others have changed since a form was opened is found when it comes back', () => {
  const scope = { kind: 'company' as const }
  const grant = (template: string) => ({
    ...{ id: template, template, functions: null, scope, validFrom: new Date(0), validTo: null },
    standsInFor: null,
  })
  const held = (n: number) =>
    Array.from({ length: n }, (_, at) => grant(`0190a000-0000-7000-8000-${at + 1e11}`))
  const personForm = (version: number, grants: unknown[]) =>
    createElement(PersonEditor, {
      ...{ wording, version, now: new Date(1), action, why: null, places, place: 'company' },
      person: { ...person, subject: { kind: 'user', id: 'p', companyId: 'c', grants: [] }, grants },
      search: { q: '', found: [] },
    } as never)
  const roleForm = (version: number) =>
    createElement(RoleForm, {
      ...{ wording, kind: 'customer', held: 1, action },
      role: { id: 'r', name: 'Desk', meant: '', functions: [], asks: [], version },
    })
  const limitForm = (version: number) =>
    createElement(LimitForm, { t, left: [], hidden: { numbers: 'l' }, version, action })
  type Case = [string, string, string[], (version: number, grants: unknown[]) => ReactNode, number]
  test.each<Case>([
    ['a role', 'version', [], roleForm, 0],
    ['a ceiling', 'seen', [], limitForm, 0],
    ['a person', 'seen', ['had'], personForm, 2],
    ['a person with many rights', 'seen', ['had'], personForm, 100],
  ])('%s', (_what, version, more, form, count) => {
    const sends = sent(draw(form(1, held(count)), {}))
    expect(sends).toContainEqual([version, '1'])
    const again = sent(draw(form(2, held(count + 1)), refused(refusal, sends, t)))
    for (const name of [version, ...more])
      expect(again.filter(([each]) => each === name)).toEqual(sends.filter(([each]) => each === name))
    // Of a page that is opened by itself it is what stands there now.
    expect(sent(draw(form(2, held(count)), {}))).toContainEqual([version, '2'])
  })

  test('what nothing is typed about is agreed to as its page shows it now', () => {
    const state = refused(refusal, [['seen', 'old']], t)
    const now = (anew: boolean) =>
      box(state, createElement(Shown, { name: 'seen', value: 'new', anew }))[0]!.value
    expect([now(true), now(false)]).toEqual(['new', 'old'])
  })
})

test('of forms with the same boxes on one page each label names its own', () => {
  const user = {
    ...{ id: 'u', account: 'ben@acme', name: 'Ben', email: 'ben@acme.example', mobile: '30 123 4567' },
    ...{ mainAdministrator: true, state: 'active', password: { kind: 'chosen' }, lastSignInAt: null },
    ...{
      language: null,
      mobileConfirmed: true,
      factors: 1,
      createdAt: new Date(0),
      suspension: null,
      mail: null,
    },
  }
  const actions = new Proxy({}, { get: () => action })
  const may = {
    ...{ holdsMore: false, endOffice: true, edit: true, suspend: true },
    reactivate: true,
    reissue: true,
    removeFactors: true,
  }
  answered = {}
  const page = renderToStaticMarkup(
    createElement(UserCard, {
      ...{ t, user, actions, may, proven: false, done: null, dispute: null },
      moment: { locale: 'en', timeZone: 'UTC', now: new Date(0) },
    } as never),
  )
  const all = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, id]) => id)
  const ids = all(/ id="([^"]*)"/g)
  expect(all(/ name="(reason|proof)"/g).length).toBeGreaterThanOrEqual(4)
  expect(new Set(ids).size).toBe(ids.length)
  const labels = all(/<label[^>]* for="([^"]*)"/g)
  expect(new Set(labels).size).toBe(labels.length)
  expect(labels.filter((id) => !ids.includes(id))).toEqual([])
})

test('an answer to a request comes back, and each request has boxes of its own', () => {
  const ids = [crypto.randomUUID(), crypto.randomUUID()]
  const actions = { decideRequestsAction: action, answerRightAction: action }
  const decide = (list: string) =>
    createElement(Decide, { ...{ t, ids: list, bar: null, proven: false, actions }, key: list })
  const state = refused(refusal, [['answer', 'Next week']], t)
  expect(sent(draw(decide(ids[0]!), state))).toContainEqual(['answer', 'Next week'])
  answered = {}
  const page = renderToStaticMarkup([
    ...[...ids, ids.join(' ')].map(decide),
    ...ids.map((_, n) =>
      createElement(AnswerRight, { ...{ t, proven: false, actions }, id: `r${n}`, key: n }),
    ),
  ])
  const found = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(found.length).toBe(15)
  expect(new Set(found).size).toBe(found.length)
})
