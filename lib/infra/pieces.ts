/** So many rows are removed or changed by one statement: far fewer than there is time for. */
export const PIECE = 1_000

/**
 * Removes or changes rows a piece at a time, until less than a piece is left. After a long pause all of them at once would take
 * longer than a statement may, and be undone again each time. `work` does so many at most, and resolves with how many there were.
 */
export async function inPieces(work: (most: number) => Promise<number | { count: number }>): Promise<void> {
  for (let done = PIECE; done === PIECE; ) {
    const result = await work(PIECE)
    done = typeof result === 'number' ? result : result.count
  }
}
