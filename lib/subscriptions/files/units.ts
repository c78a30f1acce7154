import { timesWhole } from '@/lib/kernel/decimal'
import type { BucketKind } from '../view'

const named = (names: string, factor: bigint): [string, bigint][] =>
  names.split(' ').map((name) => [name, factor])
const powers = (base: bigint, prefixes: readonly string[], suffixes: readonly string[]): [string, bigint][] =>
  prefixes.flatMap((prefix, power) =>
    suffixes.map((suffix): [string, bigint] => [`${prefix}${suffix}`, base ** BigInt(power + 1)]),
  )

/** Units by kind, in lower case: how many bytes, seconds, messages or points one is. */
const UNITS: Record<Exclude<BucketKind, 'money'>, ReadonlyMap<string, bigint>> = {
  data: new Map([
    ...named('byte bytes octet octets', 1n),
    ...powers(1_000n, ['kilo', 'mega', 'giga', 'tera'], ['byte', 'bytes']),
    ...powers(1_000n, ['k', 'm', 'g', 't'], ['b', 'byte', 'bytes']),
    ...powers(1_024n, ['ki', 'mi', 'gi', 'ti'], ['b']),
  ]),
  voice: new Map([
    ...named('s sec secs second seconds', 1n),
    ...named('min mins minute minutes', 60n),
    ...named('h hr hrs hour hours', 3_600n),
  ]),
  message: new Map(named('sms mms message messages unit units piece pieces count event events', 1n)),
  points: new Map(named('point points unit units piece pieces count', 1n)),
}

/** Hundredths of a currency's unit (ISO 4217, in every market of ours). */
const MINOR = 100n

/**
 * An amount of a unit in what we keep: bytes, seconds, messages, minor units of `currency`, or points. Units are read in any
 * case; without one the amount is in ours already. Null: no unit of this kind, or no number.
 */
export function inOurUnits(
  amount: string,
  unit: string | undefined,
  { kind, currency }: { kind: BucketKind; currency: string },
): bigint | null {
  const name = unit?.trim().toLowerCase()
  const factor = !name
    ? 1n
    : kind === 'money'
      ? name === currency.toLowerCase()
        ? MINOR
        : undefined
      : UNITS[kind].get(name)
  return factor === undefined ? null : timesWhole(amount, factor)
}
