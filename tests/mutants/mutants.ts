import { KINDS, type KindName } from './kinds'
import { edited, functionAround, read, sources, walk } from './source'

/** One fault in one place. */
export type Mutant = {
  kind: KindName | 'named'
  file: string
  line: number
  /** What stands there, and what instead; short, for the table. */
  was: string
  is: string
  /** Of the function around it, its number in the file. */
  within: number
  text: string
}

const short = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 90)

/** Every fault that can be put into the code, in the order of files and places. */
export function allMutants(): Mutant[] {
  return sources().flatMap((file) => {
    const text = read(file)
    const found: Mutant[] = []
    walk(text, file, (node, around) => {
      if (
        around.some(
          ({ type }) =>
            /^TS|^Import/.test(type) &&
            type !== 'TSAsExpression' &&
            type !== 'TSSatisfiesExpression' &&
            type !== 'TSNonNullExpression',
        )
      )
        return
      for (const kind of Object.keys(KINDS) as KindName[])
        for (const edit of KINDS[kind](node, text, around))
          found.push({
            kind,
            file,
            line: text.slice(0, edit.start).split('\n').length,
            was: short(text.slice(edit.start, edit.end)),
            is: short(edit.with),
            within: functionAround(text, file, edit.start),
            text: edited(text, [edit]),
          })
    })
    return found
  })
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** So many of them: of each kind in turn a random one, so that what is rare in the code is tried as well. */
export function pick(all: readonly Mutant[], count: number, seed: number): Mutant[] {
  const random = numbers(seed)
  const left = Object.keys(KINDS).map((kind) => all.filter((one) => one.kind === kind))
  const picked: Mutant[] = []
  while (picked.length < count && left.some((of) => of.length > 0))
    for (const of of left) {
      if (picked.length < count && of.length > 0)
        picked.push(...of.splice(Math.floor(random() * of.length), 1))
    }
  return picked
}
