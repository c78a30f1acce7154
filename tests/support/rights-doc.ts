import { readFileSync } from 'node:fs'
import type { AnyOperation } from '@/lib/contract/operation'
import { operationOf } from '@/lib/operations/registry'
import { factsOf, GROUPS, isHeldBy, PERMISSIONS, type Permission, scopesOf } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS, TEMPLATES } from '@/lib/rights/templates'
import en from '@/lib/words/en'
import { DOORS } from './doors'
import { files } from './files'

const GENERATED = '<!-- From here on it is generated: npm run docs:rights -->'
const ROOMS = [
  'identity',
  'company',
  'subscriptions',
  'grants',
  'billing',
  'approvals',
  'journeys',
  'operations',
  'audit',
]

/** Every operation, by its file and what is exported, and the permission that it takes. */
export function operations(): { file: string; name: string; fn: Permission; operation: AnyOperation }[] {
  const declared = ROOMS.flatMap((room) => files(`lib/${room}`, /\.ts$/)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/export const (\w+) = operation\(\{\s+key: '([\w.]+)'/g)].map(
      ([, name, key]) => ({ file, name: name!, key: key! }),
    ),
  )
  return declared.map(({ file, name, key }) => {
    const operation = operationOf(key)
    if (!operation) throw new Error(`${key} of ${file} is not in its room's operations.ts`)
    return { file, name, fn: operation.permission, operation }
  })
}

/** Every use case and query besides that takes an actor, by its file, and the function that its first line asks for. */
export function useCases(): { file: string; name: string; fn: Permission }[] {
  const queries = ROOMS.flatMap((room) => files(`lib/${room}`, /\.ts$/)).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /export (?:async )?function\*? ?(\w+)\(\s*(?:actor|asked): Actor(?:(?!\nexport )[\s\S])*?\{\n\s*authorize\((?:actor|asked), '([\w:]+)'/g,
      ),
    ].map(([, name, fn]) => ({ file, name: name!, fn: fn as Permission })),
  )
  return [...operations(), ...queries].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) => {
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => row[n]!.length)))
  const line = (row: readonly string[]) => `| ${row.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  )
}

/** The page about rights as it must be: what is written by hand, and the tables of what the code says. */
export function rightsDoc(written: string): string {
  const byHand = written.slice(0, written.indexOf(GENERATED) + GENERATED.length)
  const held = (fn: Permission, key: (typeof TEMPLATE_KEYS)[number]) =>
    (TEMPLATES[key] as readonly Permission[]).includes(fn) ? '●' : ''
  const marks = (fn: Permission) => {
    const { risk, irreversible, approvable, coming, everybody, never_granted } = factsOf(fn)
    return [
      `risk ${risk}`,
      irreversible && 'irreversible',
      approvable && 'can need approval',
      coming && 'operation to come',
      everybody && 'everybody',
      never_granted && 'never granted',
    ]
      .filter(Boolean)
      .join(', ')
  }
  const catalogue = GROUPS.map((group) => {
    const rows = PERMISSIONS.filter((fn) => factsOf(fn).group === group).map((fn) => [
      `\`${fn}\``,
      en.rights.functions[fn],
      isHeldBy('user', fn) ? scopesOf(fn).join(', ') : 'its own line',
      (factsOf(fn).needs ?? []).map((needed) => `\`${needed}\``).join(', '),
      marks(fn),
      factsOf(fn).shows ?? '',
      ...TEMPLATE_KEYS.map((key) => held(fn, key)),
      isHeldBy('number', fn) ? '●' : '',
    ])
    const names = TEMPLATE_KEYS.map((key) => en.rights.templates[key].name)
    const head = ['Function', 'What', 'Reaches', 'Needs', 'Marks', 'Shows', ...names, 'Line holder']
    return `### ${en.rights.groups[group]}\n\n${table(head, rows)}`
  })
  const doors = table(
    ['Page or route', 'Opened by'],
    Object.entries(DOORS).map(([path, { opens }]) => [
      `\`${path}\``,
      opens === 'numbers too' ? 'whoever is signed in' : `\`${opens}\``,
    ]),
  )
  const cases = table(
    ['Use case or query', 'Asks for'],
    useCases().map(({ file, name, fn }) => [`\`${name}\` (${file})`, `\`${fn}\``]),
  )
  const parts = [
    byHand,
    '## Functions\n\nA main administrator holds all that are offered to the company.',
    ...catalogue,
    `## Pages and routes\n\n${doors}`,
    `## Use cases and queries\n\n${cases}`,
  ]
  return `${parts.join('\n\n')}\n`
}
