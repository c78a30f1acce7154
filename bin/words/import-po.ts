import { judge, type Verdict } from './judge'
import { allMessages, filesOf } from './messages'
import { isTarget, readPo } from './po'

const LISTS = {
  unknown: 'not in the portal (any more), left out',
  outdated: 'translated from an English sentence that has changed, left as they were',
  unsure: 'marked as unsure (fuzzy), left as they were',
  missing: 'not translated in the file, left as they were',
} as const satisfies Partial<Record<keyof Verdict, string>>

/** What comes of a translator's file: the files of its language as they are to be, and what is to be told about it. */
type Import = { lines: string[]; files: Map<string, string> | null }

/** Takes a translator's file over, all of it or nothing: no `files` where something in it is wrong. */
export function importPo(file: Buffer): Import {
  const { language, translations } = readPo(file)
  if (!isTarget(language))
    return { lines: [`The file says that its language is “${language}”: hu, sr@latin or ru.`], files: null }
  const { wrong, taken, ...lists } = judge(translations, allMessages('en'))
  if (wrong.length > 0) return { lines: [...wrong, 'Nothing was taken over.'], files: null }
  const before = allMessages(language)
  const changed = [...taken].filter(([key, said]) => before.get(key) !== said)
  const reported = Object.entries(LISTS).flatMap(([name, meaning]) => {
    const keys = lists[name as keyof typeof LISTS]
    return keys.length > 0 ? [`${keys.length} ${meaning}:`, ...keys.map((key) => `  ${key}`)] : []
  })
  return {
    lines: [...reported, `${changed.length} sentences changed, of ${taken.size} in the file.`],
    files: filesOf(language, new Map([...before, ...taken])),
  }
}
