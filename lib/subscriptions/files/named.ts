/** Which of some columns a row does not name, as bits in their order: what it says nothing about stays as it is. */
export const unnamed = (columns: readonly string[], named: Record<string, string>): number =>
  columns.reduce((bits, column, at) => (column in named ? bits : bits | (1 << at)), 0)

/** The bit of a column among others. */
export const bitOf = <Column extends string>(columns: readonly Column[], column: Column): number =>
  1 << columns.indexOf(column)
