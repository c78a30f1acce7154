import { z } from 'zod'
import { isUuid } from '@/lib/kernel/cursor'
import { inSlices, pause } from '@/lib/kernel/slices'
import { readItem } from '@/lib/rights/items'
import { readScope, type Scope } from '@/lib/rights/scope'
import { MOST_HELD } from '../bounds'

/** Ids as the database spells them: they are compared as text. */
const id = z.uuid().toLowerCase()
/** Thousands of them at once. */
const ids = z
  .custom<string[]>((list) => Array.isArray(list) && list.every(isUuid))
  .transform((list) => list.map((each) => each.toLowerCase()))

const item = z.string().refine((key) => readItem(key) !== null)

/** Something to be held: what, how far (`finance@centre:<id>`), from and to when; nothing said: from now, for good. */
const give = z.object({
  item,
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
})
export type Give = z.infer<typeof give>

const group = z.object({
  people: ids.refine((list) => list.length > 0),
  add: z.array(give).max(MOST_HELD).default([]),
  /** Taken away from whoever of them holds it. */
  remove: z.array(item).max(MOST_HELD).default([]),
  /** What is added replaces all that they hold. */
  replace: z.boolean().default(false),
})
export type Group = z.infer<typeof group>

/** Nobody is in two groups, and nothing is given twice: the first group and the last word count. */
function once(groups: Group[]): Group[] {
  const seen = new Set<string>()
  return groups.flatMap((each) => {
    const people = each.people.filter((id) => !seen.has(id) && seen.add(id))
    const add = [...new Map(each.add.map((give) => [give.item, give])).values()]
    return people.length > 0 ? [{ ...each, people, add }] : []
  })
}

/** What numbers may do at most; null: no limit. `all`: what is said of every number of the company. */
const limit = z.object({
  numbers: ids.default([]).transform((list) => [...new Set(list)]),
  all: z.boolean().default(false),
  functions: z.array(z.string()).nullable(),
})
export type Limit = z.infer<typeof limit>

const template = z.object({
  id,
  name: z.string(),
  meant: z.string().nullable(),
  functions: z.array(z.string()),
  /** For which of them whoever holds it asks a second person. */
  asks: z.array(z.string()).default([]),
  /** The version it was changed from. */
  version: z.number().int(),
  /** It is no longer given to anybody, and taken from whoever holds it. */
  retire: z.boolean().default(false),
})

/** A change of rights before it is one: what a draft holds, what the review shows, and what is applied. */
const proposalShape = z.object({
  groups: z.array(group).default([]),
  limits: z.array(limit).default([]),
  template: template.nullable().default(null),
  /** The change that it takes back. */
  undoes: id.nullable().default(null),
})
export type Proposal = z.infer<typeof proposalShape>
export type ProposalInput = z.input<typeof proposalShape>

const groupEnvelope = group.extend({
  add: z.array(z.unknown()).max(MOST_HELD).default([]),
  remove: z.array(z.unknown()).max(MOST_HELD).default([]),
})
const envelope = proposalShape.extend({ groups: z.array(z.unknown()).default([]) })

/** Reads a proposal, group by group in slices: there may be thousands. @throws ZodError for what is none. */
export async function readProposal(input: unknown): Promise<Proposal> {
  const { groups, ...rest } = envelope.parse(input)
  const read: Group[] = []
  for await (const each of inSlices(groups)) {
    const { add, remove, ...whole } = groupEnvelope.parse(each)
    const gives: Give[] = []
    for await (const one of inSlices(add)) gives.push(give.parse(one))
    const takes: string[] = []
    for await (const one of inSlices(remove)) takes.push(item.parse(one))
    read.push({ ...whole, add: gives, remove: takes })
  }
  await pause()
  return { ...rest, groups: once(read) }
}

/** The same of a draft that was kept; null: this version cannot read it (another one wrote it). */
export async function readKept(input: unknown): Promise<Proposal | null> {
  try {
    return await readProposal(input)
  } catch (error) {
    if (error instanceof z.ZodError) return null
    throw error
  }
}

/** Everybody whom a proposal names, each once. */
export const peopleOf = ({ groups }: Proposal): string[] => [
  ...new Set(groups.flatMap(({ people }) => people)),
]

/** Every role and function that a proposal gives or takes, each once. */
export const wordsIn = ({ groups }: Pick<Proposal, 'groups'>): Set<string> =>
  new Set(
    groups.flatMap(({ add, remove }) =>
      [...add.map(({ item }) => item), ...remove].map((item) => item.slice(0, item.lastIndexOf('@'))),
    ),
  )

/** Every scope that a proposal names, each once. */
export function scopesIn({ groups }: Pick<Proposal, 'groups'>): Scope[] {
  const keys = new Set<string>()
  const note = (item: string) => keys.add(item.slice(item.lastIndexOf('@') + 1))
  for (const { add, remove } of groups) {
    for (const { item } of add) note(item)
    remove.forEach(note)
  }
  return [...keys].flatMap((key) => readScope(key) ?? [])
}
