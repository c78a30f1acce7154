import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale } from '@/lib/kernel/locale'

type Tree = { [key: string]: string | Tree }
/** Sentences by key, in the order of the files. */
type Messages = Map<string, string>

const FOLDER = 'messages'
const read = (path: string): Tree => JSON.parse(readFileSync(path, 'utf8'))

function* leaves(tree: Tree, path: readonly string[] = []): Generator<[key: string, sentence: string]> {
  for (const [key, value] of Object.entries(tree))
    if (typeof value === 'string') yield [[...path, key].join('.'), value]
    else yield* leaves(value, [...path, key])
}

/** Every file of sentences, as its name below a language: the English ones say which there are. */
export const messageFiles = (): string[] => readdirSync(join(FOLDER, 'en')).sort()

/** The sentences of one file in one language. */
export const fileMessages = (language: Locale, file: string): Messages =>
  new Map(leaves(read(join(FOLDER, language, file))))

/** All sentences of a language. */
export const allMessages = (language: Locale): Messages =>
  new Map(messageFiles().flatMap((file) => [...fileMessages(language, file)]))

/** What translators must know, by key: of one sentence, or of all whose keys begin so. */
export const notes = (): Record<string, string> =>
  JSON.parse(readFileSync(join(FOLDER, 'notes.json'), 'utf8'))

/** The files of a language, each sentence where the English one stands. One that is not given is not there. */
export function filesOf(language: Locale, sentences: ReadonlyMap<string, string>): Map<string, string> {
  const among = (tree: Tree, path: readonly string[] = []): Tree =>
    Object.fromEntries(
      Object.entries(tree).flatMap(([key, value]) => {
        const here = [...path, key]
        const said = typeof value === 'string' ? sentences.get(here.join('.')) : among(value, here)
        return said === undefined ? [] : [[key, said]]
      }),
    )
  return new Map(
    messageFiles().map((file) => {
      const tree = among(read(join(FOLDER, 'en', file)))
      return [join(FOLDER, language, file), `${JSON.stringify(tree, null, 2)}\n`]
    }),
  )
}
