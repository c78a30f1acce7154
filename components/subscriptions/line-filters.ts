import { type Filter, filterOf } from '@/components/ui/list/filter'
import type { ListLinesInput } from '@/lib/subscriptions/schema'
import { type LineChoice, type LineFilters, SUBSCRIPTION_STATUSES } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

/** What lines can be narrowed to: of what there is only one of, nothing is asked. */
export function lineFilters(t: Words, asked: ListLinesInput, there: LineFilters): Filter[] {
  const words = { any: t('list.any'), gone: t('list.gone') }
  const of = (list: LineChoice[]) => list.map(({ id, name }) => [id, name ?? words.gone] as const)
  const filters: Filter[] = [
    {
      name: 'status',
      label: t('lines.columns.status'),
      value: asked.status,
      options: [
        ['all', t('lines.all')],
        ...SUBSCRIPTION_STATUSES.map((status) => [status, t(`lines.short.${status}`)] as const),
      ],
    },
    {
      name: 'only',
      label: t('lines.only'),
      value: asked.only,
      options: (['all', 'over_limit', 'unused'] as const).map((only) => [
        only,
        only === 'all' ? `${t('lines.only')}: ${t('lines.onlys.all')}` : t(`lines.onlys.${only}`),
      ]),
    },
    filterOf({ name: 'centre', label: t('lines.centre'), value: asked.centre }, of(there.centres), words),
    filterOf({ name: 'account', label: t('lines.account'), value: asked.account }, of(there.accounts), words),
    filterOf(
      { name: 'tariff', label: t('lines.columns.tariff'), value: asked.tariff },
      there.tariffs.map((name) => [name, name]),
      words,
    ),
  ]
  return filters.filter(({ options, value }) => options.length > 2 || value !== options[0]?.[0])
}
