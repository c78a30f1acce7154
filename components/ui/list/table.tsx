import type { Cell, Head, Line } from './cell'
import { Rows } from './rows'

export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => Cell
  /** Amounts stand at the right. */
  amount?: boolean
  /** Said before the cell where the columns have no heads: on a phone. */
  label?: boolean
  /** Long text: on a phone as wide as the row. */
  wide?: boolean
  /** Not on a phone. */
  desk?: boolean
}

/** How a column's head sorts its list. */
export type HeadSort = Pick<Head, 'sort' | 'sorted'>

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row, at: number) => string
  /** Rows can be chosen: what the box of each is called, null where it cannot be. */
  tick?: ((row: Row) => string | null) | undefined
  sortOf?: (column: string) => HeadSort
}

/** Rows as a table; on a phone each row a block, its first two columns on top. */
export function Table<Row>({ caption, columns, rows, keyOf, tick, sortOf }: Props<Row>) {
  const heads = columns.map(
    ({ key, head, amount, label, wide, desk }): Head => ({
      text: head,
      ...(amount && { amount }),
      ...(label && { label }),
      ...(wide && { wide }),
      ...(desk && { desk }),
      ...sortOf?.(key),
    }),
  )
  const lines = rows.map(
    (row, at): Line => ({
      id: keyOf(row, at),
      cells: columns.map(({ cell }) => cell(row)),
      ...(tick && { tick: tick(row) }),
    }),
  )
  return <Rows caption={caption} heads={heads} rows={lines} />
}
