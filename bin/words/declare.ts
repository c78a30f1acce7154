// npm run words:declare: after a sentence was added in messages/en, or is to be given something else.
import { writeFileSync } from 'node:fs'
import { declaration } from './declaration'

writeFileSync('lib/words/generated/messages.d.ts', declaration())
