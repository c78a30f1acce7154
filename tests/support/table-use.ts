import { readdirSync, readFileSync } from 'node:fs'
import swc from '@swc/core'

/** How a file uses a table. */
export type TableUse = { file: string; table: string; writes: boolean }

const WRITES = /^(create|update|upsert|delete)/
const READS = /^(find|count|aggregate|groupBy)/
/** What names a table in a statement, and whether it is written there. */
const NAMED =
  /\b(?:(INSERT\s+INTO|UPDATE|DELETE\s+FROM)(?:\s+ONLY)?|FROM|JOIN|USING|,(?=\s*"?[a-z_]+"?\s+[a-z]{1,2}\b))\s+"?([a-z_]+)"?/g

/** Tables with the schema file that each stands in, the models that stand for them, and the fields that lead from one to another. */
type Schema = { tables: Map<string, string>; models: Map<string, string>; relations: Map<string, string> }

/** What `prisma/schema` says. */
export function readSchema(): Schema {
  const schema: Schema = { tables: new Map(), models: new Map(), relations: new Map() }
  const blocks = readdirSync('prisma/schema').flatMap((file) =>
    [...readFileSync(`prisma/schema/${file}`, 'utf8').matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(
      ([, model, body]) => ({ file: file.replace('.prisma', ''), model, body }),
    ),
  )
  for (const { file, model, body } of blocks) {
    const table = /@@map\("(\w+)"\)/.exec(body!)?.[1] ?? model!
    schema.tables.set(table, file)
    schema.models.set(model!, table)
  }
  for (const { body } of blocks)
    for (const [, field, type] of body!.matchAll(/^ {2}(\w+)\s+(\w+)(?:\[\]|\?)?/gm))
      if (schema.models.has(type!)) schema.relations.set(field!, schema.models.get(type!)!)
  return schema
}

/** Every use of a table in the sources: by statements, by Prisma's calls, and by relations that a call follows. */
export function tableUses(files: readonly string[], schema = readSchema()): TableUse[] {
  const delegates = new Map(
    [...schema.models].map(([model, table]) => [model[0]!.toLowerCase() + model.slice(1), table]),
  )
  return files.flatMap((file) => {
    const uses = new Map<string, boolean>()
    const use = (table: string, writes: boolean) => uses.set(table, writes || (uses.get(table) ?? false))
    walk(swc.parseFileSync(file, { syntax: 'typescript', tsx: file.endsWith('x') }), (node) => {
      if (node.type === 'TemplateLiteral' || node.type === 'TaggedTemplateExpression') {
        const quasis = (node.type === 'TemplateLiteral' ? node : node.template).quasis as { raw: string }[]
        const text = quasis.map(({ raw }) => raw).join(' $ ')
        for (const [, verb, table] of text.matchAll(NAMED))
          if (schema.tables.has(table!)) use(table!, verb !== undefined)
      }
      if (node.type !== 'CallExpression') return
      const { callee } = node
      const verb = callee.property?.value
      const table = delegates.get(callee.object?.property?.value)
      if (!table || !verb) return
      if (WRITES.test(verb)) use(table, true)
      else if (READS.test(verb)) use(table, false)
      else return
      walk(node.arguments, (inner) => {
        const related =
          inner.type === 'KeyValueProperty' && inner.value.type !== 'Identifier'
            ? schema.relations.get(inner.key.value)
            : undefined
        if (related && /Object|Boolean/.test(inner.value.type)) use(related, false)
      })
    })
    return [...uses].map(([table, writes]) => ({ file, table, writes }))
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a syntax tree has a hundred shapes.
type Node = any

/** Calls for each node of a syntax tree, from the outside in. */
function walk(node: Node, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit)
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node)
    for (const [key, value] of Object.entries(node)) if (key !== 'span') walk(value, visit)
  }
}
