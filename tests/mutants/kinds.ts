import type { Edit, Node } from './source'

/** How one kind of fault is put into the code: what a node becomes, if it can have that fault. */
type Kind = (node: Node, text: string, around: readonly Node[]) => Edit[]

const child = (node: Node, key: string) => node[key] as Node | null | undefined
const children = (node: Node, key: string) => (node[key] ?? []) as Node[]
const textOf = (text: string, node: Node) => text.slice(node.start, node.end)
const becomes = (node: Node, by: string): Edit[] => [{ start: node.start, end: node.end, with: by }]
const name = (node: Node | null | undefined) => (node?.name ?? node?.value) as string | undefined

/** The name of what a statement waits for: `await announce(tx, …)`. */
function waitedFor(node: Node): string | undefined {
  if (node.type !== 'ExpressionStatement') return undefined
  const awaited = child(node, 'expression')
  const call = awaited?.type === 'AwaitExpression' ? child(awaited, 'argument') : undefined
  if (call?.type !== 'CallExpression' && call?.type !== 'TaggedTemplateExpression') return undefined
  const callee = child(call, 'callee') ?? child(call, 'tag')!
  return name(callee.type === 'MemberExpression' ? child(callee, 'property') : callee)
}

const DUTIES = ['announce', 'announceAll', 'recordAudit', 'recordAudits']

/** A property of the `where` of a query that leaves others beside it. */
function condition(node: Node, around: readonly Node[]): string | undefined {
  if (node.type !== 'Property' || !around[0] || children(around[0], 'properties').length < 2) return undefined
  const isWhere = around[1]?.type === 'Property' && name(child(around[1], 'key')) === 'where'
  return isWhere ? name(child(node, 'key')) : undefined
}

/** A property and the comma after it. */
function dropped(node: Node, text: string): Edit[] {
  const comma = /^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0
  return [{ start: node.start, end: node.end + comma, with: '' }]
}

const swap =
  (type: string, pairs: Record<string, string>): Kind =>
  (node, text) => {
    const by = node.type === type ? pairs[node.operator as string] : undefined
    if (!by) return []
    const from = child(node, 'left')!.end
    const at = from + text.slice(from, child(node, 'right')!.start).indexOf(node.operator as string)
    return [{ start: at, end: at + (node.operator as string).length, with: by }]
  }

/** SQL: a template that is tagged so, or reads so. */
function isSql(node: Node, text: string, around: readonly Node[]): boolean {
  if (node.type !== 'TemplateLiteral') return false
  const tag = around[0]?.type === 'TaggedTemplateExpression' ? textOf(text, child(around[0], 'tag')!) : ''
  return (
    /sql\b|queryRaw|executeRaw/.test(tag) ||
    /\b(SELECT|UPDATE|INSERT INTO|DELETE FROM|WHERE) /.test(textOf(text, node))
  )
}

/** Each place of a statement in SQL that reads so; what stands in `${…}` is no SQL. */
const inSql =
  (pattern: RegExp, by: (match: RegExpExecArray, before: string) => string | null): Kind =>
  (node, text, around) => {
    if (!isSql(node, text, around)) return []
    return children(node, 'quasis').flatMap((quasi) => {
      const sql = textOf(text, quasi)
      return [...sql.matchAll(pattern)].flatMap((match) => {
        const start = quasi.start + match.index
        const to = by(match, sql.slice(0, match.index))
        return to === null ? [] : [{ start, end: start + match[0].length, with: to }]
      })
    })
  }

/** `company_id = ${id}` holds for every company. */
const anyCompany: Kind = (node, text, around) =>
  isSql(node, text, around)
    ? [
        ...textOf(text, node).matchAll(
          /(\w+\.)?company_id = (\$\{[^{}`]*\}(::uuid)?|\$\d+|\w+\.company_id)/g,
        ),
      ].map((match) => {
        const start = node.start + match.index
        return { start, end: start + match[0].length, with: `(${match[0]} OR true)` }
      })
    : []

/** An `if` without an `else` that ends what is done: by a refusal, an exception, a return. */
const isGuard = (node: Node) =>
  node.type === 'IfStatement' &&
  !child(node, 'alternate') &&
  /^(Return|Throw)Statement$/.test(
    (child(node, 'consequent')!.type === 'BlockStatement'
      ? children(child(node, 'consequent')!, 'body').at(-1)
      : child(node, 'consequent')
    )?.type ?? '',
  )

const OPPOSITE: Record<string, string> = {
  AND: 'OR',
  OR: 'AND',
  DESC: 'ASC',
  'IS NULL': 'IS NOT NULL',
  'IS NOT NULL': 'IS NULL',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '<>': '=',
}

export const KINDS = {
  /** A filter by the company is not there. */
  company: (node, text, around) =>
    condition(node, around) === 'companyId' ? dropped(node, text) : anyCompany(node, text, around),
  /** Another condition of a query is not there. */
  where: (node, text, around) => {
    const key = condition(node, around)
    return key && key !== 'companyId' ? dropped(node, text) : []
  },
  /** What refuses or ends early does not. */
  guard: (node) => (isGuard(node) ? becomes(node, ';') : []),
  /** A condition says the opposite. */
  negated: (node, text) => {
    const test = /^(IfStatement|ConditionalExpression)$/.test(node.type) ? child(node, 'test')! : null
    return test ? becomes(test, `!(${textOf(text, test)})`) : []
  },
  either: swap('LogicalExpression', { '&&': '||', '||': '&&' }),
  boundary: swap('BinaryExpression', { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }),
  equal: swap('BinaryExpression', { '===': '!==', '!==': '===' }),
  /** Neither written to the audit nor announced. */
  duty: (node) => (DUTIES.includes(waitedFor(node) ?? '') ? becomes(node, ';') : []),
  /** Something else that is waited for is not done. */
  step: (node) => {
    const called = waitedFor(node)
    return called && !DUTIES.includes(called) ? becomes(node, ';') : []
  },
  /** A fresh proof is not asked for. */
  proof: (node, text) =>
    node.type === 'CallExpression' && name(child(node, 'callee')) === 'proveAgain'
      ? becomes(node, `({ ok: true as const, value: ${textOf(text, children(node, 'arguments')[0]!)} })`)
      : [],
  /** A list comes back empty, a yes as a no. */
  returned: (node, text) => {
    const value = node.type === 'ReturnStatement' ? child(node, 'argument') : null
    if (value?.type === 'Literal' && typeof value.value === 'boolean')
      return becomes(value, String(!value.value))
    const isList =
      (value?.type === 'ArrayExpression' && children(value, 'elements').length > 0) ||
      (value?.type === 'CallExpression' &&
        /\.(map|filter|flatMap|sort|toSorted)\([\s\S]*\)$/.test(textOf(text, value)))
    return value && isList ? becomes(value, '[]') : []
  },
  sql: inSql(
    /\b(AND|OR|DESC|IS NULL|IS NOT NULL)\b|(?<=\s)(<=|>=|<>|<|>)(?=\s)|\bNOT (?=EXISTS|IN\b)/g,
    ([match], before) => {
      const isBetween = match === 'AND' && /BETWEEN(?![\s\S]*\bAND\b)/.test(before)
      const isOther = match === 'OR' && /CREATE\s$/.test(before)
      return isBetween || isOther ? null : (OPPOSITE[match] ?? '')
    },
  ),
  /** A row is not locked, a turn not waited for. */
  lock: inSql(/\bFOR (NO KEY )?(UPDATE|SHARE)( OF \w+)?\b/g, () => ''),
  /** A number of rules and limits is one too high. */
  limit: (node, _, around) =>
    node.type === 'Literal' &&
    typeof node.value === 'number' &&
    around.every(({ type }) => !/Function/.test(type))
      ? becomes(node, String(node.value + 1))
      : [],
} satisfies Record<string, Kind>

export type KindName = keyof typeof KINDS
