import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pagesPrint } from '@/bin/lib/prepare.mjs'
import { DIST } from '../support/portal'

const read = (file: string) => readFileSync(`${DIST}/${file}`, 'utf8')

test('ids of actions follow from their file and name alone, so that every host and the next version have the same', () => {
  const { node, encryptionKey } = JSON.parse(read('server/server-reference-manifest.json')) as {
    encryptionKey: string
    node: Record<string, { filename: string; exportedName: string }>
  }
  const actions = Object.entries(node)
  expect(actions.length).toBeGreaterThan(50)
  for (const [id, { filename, exportedName }] of actions) {
    expect(filename).toMatch(/^app\/.*actions\.ts$/)
    const hash = createHash('sha1').update(`${encryptionKey}${filename}:${exportedName}`).digest('hex')
    // The first two digits say what arguments the action takes.
    expect(id.slice(2), `${filename} ${exportedName}`).toBe(hash)
  }
  expect(encryptionKey).toBe(createHash('sha256').update('switchboard action ids').digest('base64'))
})

test('a build is named after its sources, and knows nothing of the folder it was made in', () => {
  expect(read('BUILD_ID')).toBe(pagesPrint().slice(0, 16))
  const { rootMainFiles } = JSON.parse(read('build-manifest.json')) as { rootMainFiles: string[] }
  for (const file of rootMainFiles) expect(read(file)).not.toContain(process.cwd())
})
