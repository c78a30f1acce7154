import type { TemplateView } from '@/lib/access/view'
import type { Context } from '@/lib/infra/context'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { type Scope, scopeKey } from '@/lib/rights/scope'
import type { EditorFrame, PlaceView } from '../view'

type PlaceRow = {
  kind: 'account' | 'centre' | 'line'
  id: string
  name: string
  account: string | null
  centre: string | null
}
type Row = {
  version: number
  templates: TemplateView[] | null
  places: PlaceRow[] | null
}

/** Names of scopes, the company's own templates and its rights version, in one query. */
export async function loadFrame(
  context: Context,
  { subject: { companyId } }: Actor,
  scopes: Iterable<Scope>,
): Promise<EditorFrame> {
  const ids = { account: new Set<string>(), centre: new Set<string>(), line: new Set<string>() }
  for (const scope of scopes) if (scope.kind !== 'company') ids[scope.kind].add(scope.id)
  const [row] = await context.sql.$queryRaw<[Row]>`
    SELECT c.rights_version AS version,
      (SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'meant', t.meant, 'functions', t.functions, 'asks', t.asks,
        'version', t.version, 'retired', t.retired_at IS NOT NULL) ORDER BY t.name, t.id)
        FROM rights_template t WHERE t.company_id = c.id) AS templates,
      (SELECT json_agg(p) FROM (
        SELECT 'account' AS kind, id, name, id AS account, NULL::uuid AS centre FROM billing_account
        WHERE company_id = c.id AND id = ANY(${[...ids.account]}::uuid[])
        UNION ALL SELECT 'centre', id, name, NULL, id FROM cost_centre
        WHERE company_id = c.id AND id = ANY(${[...ids.centre]}::uuid[])
        UNION ALL SELECT 'line', id, ident, billing_account_id, cost_centre_id FROM subscription
        WHERE company_id = c.id AND id = ANY(${[...ids.line]}::uuid[])) p) AS places
    FROM company c WHERE c.id = ${companyId}::uuid`
  const places = (row.places ?? []).map(({ kind, id, name, account, centre }): PlaceView => {
    const scope = { kind, id }
    const target = { companyId, accountId: account, centreId: centre, ...(kind === 'line' && { lineId: id }) }
    return {
      key: scopeKey(scope),
      scope,
      target,
      name: kind === 'line' ? displayNumber(name, context.market) : name,
    }
  })
  const company: PlaceView = { key: 'company', scope: { kind: 'company' }, target: { companyId }, name: '' }
  return { version: row.version, templates: row.templates ?? [], places: [company, ...places] }
}
