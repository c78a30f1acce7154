type Sample = { perSecond: number; p50: number; p95: number; p99: number; count: number }
export type Goal = { goal: string; what: string; ratio: number; least?: number; most?: number; note?: string }

const WIDTH = 28
const middle = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const cell = (value: number, width: number, digits = 1) => value.toFixed(digits).padStart(width)

/** Prints what was measured and how it stands to the goals of performance.md. Medians over the rounds. */
export function printTable(samples: Map<string, Sample[]>, sizes: [string, number][], goals: Goal[]) {
  console.log(
    `\n${'what'.padEnd(WIDTH)}${'per second'.padStart(12)}${'p50 ms'.padStart(10)}${'p95 ms'.padStart(10)}${'p99 ms'.padStart(10)}`,
  )
  for (const [name, all] of samples) {
    const of = (key: keyof Sample) => middle(all.map((sample) => sample[key]))
    console.log(
      `${name.padEnd(WIDTH)}${cell(of('perSecond'), 12)}${cell(of('p50'), 10)}${cell(of('p95'), 10)}${cell(of('p99'), 10)}`,
    )
  }
  if (sizes.length > 0) console.log(`\n${'first-load scripts'.padEnd(18)}${'kB gzipped'.padStart(12)}`)
  for (const [path, kB] of sizes) console.log(`${path.padEnd(18)}${cell(kB, 12)}`)
  console.log(`\n${'goal'.padEnd(6)}${'ratio'.padEnd(56)}${'is'.padStart(8)}${'wanted'.padStart(12)}`)
  for (const { goal, what, ratio, least, most, note } of goals) {
    const met = (least === undefined || ratio >= least) && (most === undefined || ratio <= most)
    const measured = Number.isFinite(ratio)
    // What did not answer meets no goal, and misses none either.
    if (!measured) process.exitCode = 1
    const wanted = least === undefined ? `≤ ${most}` : `≥ ${least}`
    console.log(
      `${goal.padEnd(6)}${what.padEnd(56)}${cell(ratio, 8, 2)}${wanted.padStart(12)}  ${!measured ? 'ERROR: not measured' : met ? 'met' : 'WARNING: missed'}${note ? ` (${note})` : ''}`,
    )
  }
}
