// npm run words:export -- hu [file]: every sentence with its translation, as a gettext file for translators' tools.
import { writeFileSync } from 'node:fs'
import { isTarget, writePo } from './po'

const [language = '', file = `${language}.po`] = process.argv.slice(2)
if (isTarget(language)) {
  writeFileSync(file, writePo(language))
  console.log(`${file} holds every sentence. It comes back with: npm run words:import -- ${file}`)
} else {
  console.error('Which language? npm run words:export -- hu | sr | ru [file]')
  process.exitCode = 1
}
