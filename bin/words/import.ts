// npm run words:import -- <file>: takes a translator's file over into messages/<language>, all of it or nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { importPo } from './import-po'

const [file] = process.argv.slice(2)
const { lines, files } = file
  ? importPo(readFileSync(file))
  : { lines: ['Which file? npm run words:import -- hu.po'], files: null }
for (const [path, text] of files ?? []) writeFileSync(path, text)
for (const line of lines) (files ? console.log : console.error)(line)
process.exitCode = files ? 0 : 1
