import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { lineCell, soft } from '@/components/ui/list/cells'
import { filterOf } from '@/components/ui/list/filter'
import { type Columns, List } from '@/components/ui/list/list'
import { type ListNumbersInput, NUMBERS } from '@/lib/grants/schema'
import type { NumberRow } from '@/lib/grants/view'
import { NUMBER_PRESETS, type PresetKey } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { permissionName } from './wording'

/** What a ceiling leaves, in as few words as say it. */
export function ceilingName(t: Words, functions: readonly string[] | null): string {
  if (functions === null) return t('rights.presets.line_holder')
  const key = (Object.keys(NUMBER_PRESETS) as PresetKey[]).find((preset) => {
    const left: readonly string[] = NUMBER_PRESETS[preset]
    return left.length === functions.length && left.every((fn) => functions.includes(fn))
  })
  return key ? t(`rights.presets.${key}`) : functions.map((fn) => permissionName(t, fn)).join(', ')
}

type Props = {
  t: Words
  asked: ListNumbersInput
  centres: readonly { id: string; name: string }[]
  rows: readonly NumberRow[]
  next: string | null
  company: readonly string[] | null
  mayChange: boolean
}

/** The company's numbers and what is left to each; ticked ones are limited together. */
export function NumberList({ t, asked, centres, rows, next, company, mayChange }: Props) {
  const centre = filterOf(
    { name: 'centre', label: t('lines.centre'), value: asked.centre },
    centres.map(({ id, name }) => [id, name]),
    { any: t('list.any'), gone: t('list.gone') },
  )
  return (
    <div className="grid grid-cols-1 gap-5">
      <Card title={t('editor.numbers.all')}>
        <p className="mb-3 max-w-prose text-soft">{t('editor.numbers.text')}</p>
        <p className="mb-4">
          {t('editor.numbers.left')}: <span className="font-medium">{ceilingName(t, company)}</span>
        </p>
        {mayChange && (
          <Link href="/rights/numbers/limit?company=on" prefetch={false} className={buttonClass('quiet')}>
            {t('editor.numbers.limit_all')}
          </Link>
        )}
      </Card>
      <List
        t={t}
        caption={t('editor.places.numbers')}
        path="/rights/numbers"
        listing={NUMBERS}
        asked={asked}
        search={{ label: t('lines.search'), most: 80 }}
        filters={[centre]}
        sorts={{ number: t('lines.sorts.number'), holder: t('lines.sorts.holder') }}
        columns={columnsOf(t)}
        rows={rows}
        keyOf={({ id }) => id}
        next={next}
        words={{
          none: t('editor.numbers.empty'),
          nothing: t('editor.numbers.empty'),
          all: t('lines.show_all'),
        }}
        bulk={
          mayChange
            ? {
                action: '/rights/numbers/limit',
                tick: ({ number }) => t('editor.people.choose', { name: number }),
                acts: [
                  { text: t('editor.numbers.limit'), look: 'main' },
                  { text: t('editor.numbers.limit_found'), to: '/rights/numbers/limit', all: true },
                ],
              }
            : null
        }
      />
    </div>
  )
}

const columnsOf = (t: Words): Columns<NumberRow> => [
  {
    key: 'number',
    head: t('lines.columns.number'),
    sort: 'number',
    cell: ({ id, number, holder }) => ({
      ...lineCell({ id, number, under: holder }),
      href: `/rights/numbers/${id}`,
    }),
  },
  {
    key: 'left',
    head: t('editor.numbers.left'),
    cell: ({ functions }) => (functions ? ceilingName(t, functions) : soft(t('editor.numbers.as_all'))),
  },
  { key: 'centre', head: t('lines.centre'), cell: ({ costCentre }) => costCentre },
]
