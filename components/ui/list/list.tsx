import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Listing } from '@/lib/kernel/list'
import { isTurned, sortKey } from '@/lib/kernel/list-address'
import type { Words } from '@/lib/words/translator'
import { type Act, BulkAct, BulkBar } from './bulk'
import { Chips } from './chips'
import { type Filter, isSet } from './filter'
import { Narrow } from './narrow'
import { Pager } from './pager'
import { type Column, type HeadSort, Table } from './table'

export type Columns<Row> = readonly (Column<Row> & { sort?: string })[]

type Props<Row> = {
  t: Words
  caption: string
  path: string
  listing: Listing
  /** What it was asked for, as the address says it. */
  asked: Readonly<Record<string, unknown>>
  search?: { label: string; most: number }
  filters?: readonly Filter[]
  /** Its orders by name, where there is a choice. */
  sorts?: Readonly<Record<string, string>>
  /** Columns that can be chosen, by name. */
  choice?: readonly (readonly [key: string, text: string])[]
  columns: Columns<Row>
  rows: readonly Row[]
  keyOf: (row: Row, at: number) => string
  next: string | null
  words: {
    /** Why there is nothing at all, and why not what was asked for. */
    none: string
    nothing: string
    /** The link to all of it. */
    all?: string
    /** Other words than the usual for its pages. */
    first?: string
    more?: string
  }
  /** Something to know of what is shown. */
  note?: ReactNode
  /** Rows that can be ticked, and what can be done with them. */
  bulk?: { action: string; tick: (row: Row) => string | null; acts: readonly Act[] } | null
}

const plain = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value ?? ''))

/**
 * A list: searched, filtered, sorted and paged by its address, so that every view can be shared; what is ticked is changed
 * together. Every room shows its rows by this and nothing else (docs/decisions/047-one-list.md).
 */
export function List<Row>(props: Props<Row>) {
  const { t, path, listing, search, filters = [], sorts, choice = [], rows, words, bulk } = props
  const { after, ...asked } = Object.fromEntries(
    Object.entries({ ...listing.usual, ...props.asked }).map(([name, value]) => [name, plain(value)]),
  )
  const at = (more: Record<string, string>) => listing.address(path, { ...asked, ...more })
  const controls = sorts ? [...filters, orderOf(t, listing, sorts, asked.sort ?? '')] : filters
  const none = Object.fromEntries(filters.map(({ name, options }) => [name, options[0]?.[0] ?? '']))
  const all = at({ ...none, q: '' })
  const address = bulk?.action
  const table = (
    <Table {...props} tick={bulk?.tick} sortOf={(column) => sortOf(props, asked.sort ?? '', column, at)} />
  )
  return (
    <div data-list>
      {(search || controls.length > 0) && (
        <Narrow
          address={path}
          asked={asked}
          usual={listing.usual}
          search={search ?? null}
          filters={controls}
          columns={choice}
          words={{
            search: t('list.search'),
            show: t('list.show'),
            unapplied: t('list.unapplied'),
            filters: t('shell.filters', { count: filters.filter(isSet).length }),
            columns: t('list.columns'),
            apply: t('list.apply'),
          }}
        />
      )}
      <Chips
        label={t('list.chosen')}
        all={{ text: t('list.clear'), href: all }}
        chips={[
          ...(asked.q ? [{ text: t('list.searched', { q: asked.q }), without: at({ q: '' }) }] : []),
          ...filters.filter(isSet).map((filter) => ({
            text: chosenText(filter),
            without: at({ [filter.name]: none[filter.name]! }),
          })),
        ].map((chip) => ({ ...chip, label: t('list.remove', { filter: chip.text }) }))}
      />
      {props.note}
      {rows.length === 0 ? (
        <div className="card p-10 text-center">
          <p className="text-soft">{listing.isNarrowed(props.asked) ? words.nothing : words.none}</p>
          {words.all && listing.isNarrowed(props.asked) && (
            <Link href={all} prefetch={false} className="link mt-3 inline-block">
              {words.all}
            </Link>
          )}
        </div>
      ) : bulk ? (
        <form action={address}>
          {table}
          <BulkBar t={t}>
            {bulk.acts.map((act) => (
              <BulkAct key={act.text} {...act} />
            ))}
          </BulkBar>
        </form>
      ) : (
        table
      )}
      <Pager
        first={after ? at({}) : null}
        next={props.next && at({ after: props.next })}
        words={{ first: words.first ?? t('list.first'), more: words.more ?? t('list.more') }}
      />
    </div>
  )
}

/** What a filter is set to, in words: its name with it, unless the text says it by itself. */
function chosenText({ label, value, options, as }: Filter): string {
  const text = options.find(([key]) => key === value)?.[1] ?? value
  return as === 'box' || as === 'chip' ? label : `${label}: ${text}`
}

/** Orders, each both ways. */
function orderOf(
  t: Words,
  { orders }: Listing,
  names: Readonly<Record<string, string>>,
  sort: string,
): Filter {
  const text = (each: string) => {
    const order = names[sortKey(each)]!
    return isTurned(each) ? t('list.turned', { order }) : order
  }
  return {
    name: 'sort',
    label: t('list.sort'),
    value: sort,
    options: orders.map((each) => [each, text(each)]),
  }
}

/** How the head of a column sorts: by it, and once it does, the other way round. */
function sortOf<Row>(
  { columns, listing }: Props<Row>,
  now: string,
  column: string,
  at: (more: Record<string, string>) => string,
): HeadSort {
  const { sort } = columns.find(({ key }) => key === column)!
  if (!sort) return {}
  const isNow = sortKey(now) === sort
  return {
    sort: at({ sort: isNow && !isTurned(now) ? `-${sort}` : sort }),
    ...(isNow && { sorted: listing.isDown(now as never) ? 'descending' : 'ascending' }),
  }
}
