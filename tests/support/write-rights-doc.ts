// npm run docs:rights: writes the generated part of docs/rights.md anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { rightsDoc } from './rights-doc'

const PAGE = 'docs/rights.md'
writeFileSync(PAGE, rightsDoc(readFileSync(PAGE, 'utf8')))
