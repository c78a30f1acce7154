import { type GetTextTranslation, type GetTextTranslations, po } from 'gettext-parser'
import type { Locale } from '@/lib/kernel/locale'
import { argumentsOf, described } from './arguments'
import { allMessages, fileMessages, messageFiles, notes } from './messages'

/** A language that sentences are translated into: English is what they are translated from. */
export type Target = Exclude<Locale, 'en'>
/** The names of languages in gettext: Serbian is written in Latin letters. */
const NAMES: Record<Target, string> = { hu: 'hu', sr: 'sr@latin', ru: 'ru' }

export const isTarget = (name: string): name is Target => name in NAMES

/** One sentence of a translator's file. */
export type Translation = { key: string; english: string; said: string; unsure: boolean }

/** What a translator reads above a sentence. */
function comment(key: string, english: string): string {
  const given = argumentsOf(english)
  const about = Object.entries(notes()).filter(([start]) => key === start || key.startsWith(`${start}.`))
  return [...about.map(([, note]) => note), ...(given.size > 0 ? [described(given)] : [])].join('\n')
}

/** All sentences as a gettext file: the key is the context, so that equal English sentences may differ in translation. */
export function writePo(language: Target): Buffer {
  const present = allMessages(language)
  const translations: GetTextTranslations['translations'] = {}
  for (const file of messageFiles())
    for (const [key, english] of fileMessages('en', file))
      translations[key] = {
        [english]: {
          msgctxt: key,
          msgid: english,
          msgstr: [present.get(key) ?? ''],
          comments: {
            extracted: comment(key, english),
            reference: `messages/${language}/${file}`,
            flag: 'icu-message-format',
          },
        },
      }
  const headers = {
    'Project-Id-Version': 'Switchboard',
    Language: NAMES[language],
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  }
  return po.compile({ charset: 'utf-8', headers, translations }, { foldLength: 0 })
}

const read = ({ msgctxt, msgid, msgstr, comments }: GetTextTranslation): Translation => ({
  key: msgctxt ?? '',
  english: msgid,
  said: msgstr[0] ?? '',
  unsure: /\bfuzzy\b/.test(comments?.flag ?? ''),
})

/** What a translator has sent: the name of the language it says it is in, and its sentences. */
export function readPo(file: Buffer): { language: string; translations: Translation[] } {
  const { headers, translations } = po.parse(file)
  const language = /^[a-z]*/.exec(headers.Language ?? headers.language ?? '')![0]
  const all = Object.values(translations).flatMap((context) => Object.values(context))
  // The one without an English sentence is the file's head.
  return { language, translations: all.filter(({ msgid }) => msgid !== '').map(read) }
}
