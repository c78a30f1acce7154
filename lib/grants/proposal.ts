import { z } from 'zod'
import { readItem } from '@/lib/rights/items'
import type { Scope } from '@/lib/rights/scope'

/** Ids as the database spells them: they are compared as text. */
const id = z.uuid().toLowerCase()

/** Something to be held: what, how far (`finance@centre:<id>`), from and to when; nothing said: from now, for good. */
const give = z.object({
  item: z.string().refine((key) => readItem(key) !== null),
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
})
export type Give = z.infer<typeof give>

const group = z.object({
  people: z.array(id).min(1),
  add: z.array(give).default([]),
  /** Taken away from whoever of them holds it. */
  remove: z.array(z.string().refine((key) => readItem(key) !== null)).default([]),
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
  numbers: z
    .array(id)
    .default([])
    .transform((ids) => [...new Set(ids)]),
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
export const proposalShape = z.object({
  groups: z.array(group).default([]).transform(once),
  limits: z.array(limit).default([]),
  template: template.nullable().default(null),
  /** The change that it takes back. */
  undoes: id.nullable().default(null),
})
export type Proposal = z.infer<typeof proposalShape>
export type ProposalInput = z.input<typeof proposalShape>

/** Everybody whom a proposal names, each once. */
export const peopleOf = ({ groups }: Proposal): string[] => [
  ...new Set(groups.flatMap(({ people }) => people)),
]

/** Every scope that a proposal names. */
export const scopesIn = ({ groups }: Proposal): Scope[] =>
  groups.flatMap(({ add, remove }) =>
    [...add.map(({ item }) => item), ...remove].flatMap((item) => readItem(item)?.scope ?? []),
  )
