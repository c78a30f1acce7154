import type { Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import type { TemplateView } from './view'

/** What can still be given, with its functions, by id. */
export type Templates = ReadonlyMap<string, readonly string[]>

/** The templates that the actor's company has made, by their names; retired ones too, since history names them. */
export const loadOwnTemplates = ({ subject }: Actor, db: Raw): Promise<TemplateView[]> =>
  db.$queryRaw`
    SELECT id, name, meant, functions, asks, version, retired_at IS NOT NULL AS retired FROM rights_template
    WHERE company_id = ${subject.companyId}::uuid ORDER BY name, id`

/** What can still be given, as the law needs it. */
export const asTemplates = (own: readonly TemplateView[]): Templates =>
  new Map(own.filter(({ retired }) => !retired).map(({ id, functions }) => [id, functions]))
