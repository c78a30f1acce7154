import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => ReactNode
  /** Amounts stand at the right. */
  amount?: boolean
  /** Said before the cell where the columns have no heads: on a phone. */
  label?: boolean
  /** Long text: on a phone as wide as the row. */
  wide?: boolean
}

/** More columns than fit on any desk. */
const MANY = 6

/**
 * Rows as a table; on a phone each row a block, its first two columns on top. Plain cells: a table of fifty rows
 * costs what it weighs.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}) {
  return (
    // Many columns may be wider than the screen: then they are reached by scrolling, also by keyboard.
    <section
      className="card overflow-x-auto"
      {...(columns.length > MANY && { tabIndex: 0, 'aria-label': caption })}
    >
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-line border-b max-md:sr-only">
          <tr>
            {columns.map(({ key, head, amount }) => (
              <th
                key={key}
                scope="col"
                className={`px-4 py-3 font-medium text-sm text-soft ${amount ? 'text-right' : ''}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className="border-line border-b last:border-0 max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-0.5 max-md:px-4 max-md:py-3 max-md:[&>td:nth-child(even)]:text-right"
            >
              {columns.map(({ key, head, cell, amount, label, wide }) => {
                const content = cell(row)
                return (
                  <td
                    key={key}
                    className={`md:px-4 md:py-3 ${amount ? 'tabular-nums md:whitespace-nowrap md:text-right' : 'max-md:wrap-anywhere'} ${wide ? 'max-md:col-span-2' : ''}`}
                  >
                    {label && content && <span className="text-sm text-soft md:hidden">{`${head}: `}</span>}
                    {content}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
