/**
 * Cells of a CSV row by their columns' names; null when there are more or fewer, when one has no name, or when one has
 * swallowed a row.
 */
export function recordOf(
  names: readonly string[],
  cells: readonly string[],
  delimiter: string,
): Record<string, string> | null {
  if (cells.length !== names.length || hasSwallowed(cells, delimiter)) return null
  const record: Record<string, string> = {}
  for (const [at, name] of names.entries())
    if (name !== '') record[name] = cells[at]!
    else if (cells[at] !== '') return null
  return record
}

/**
 * Two stray quotes, some rows apart, make one record of them that has the right length: one of its cells has a line break
 * and at least as many separators as a row.
 */
const hasSwallowed = (cells: readonly string[], delimiter: string): boolean =>
  cells.length > 1 &&
  cells.some((cell) => /[\r\n]/.test(cell) && cell.split(delimiter).length >= cells.length)
