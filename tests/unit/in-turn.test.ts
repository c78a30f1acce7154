import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { once } from '@/bin/lib/prepare.mjs'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-turn-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that does something in its turn. */
function another(work: string) {
  const script = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as delay } from 'node:timers/promises'
    const { once } = await import('./bin/lib/prepare.mjs')
    const say = (text) => appendFileSync('${folder}/said', text + '\\n')
    await once({ stamp: '${folder}/stamp', turn: '${folder}/made/turn', print: 'x', name: 'Making' }, async () => {
      say('begun')
      ${work}
      say('made')
    })
    say('found')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
  return {
    child,
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code))),
  }
}
const said = () =>
  existsSync(`${folder}/said`) ? readFileSync(`${folder}/said`, 'utf8').trim().split('\n') : []

test('of several starts at once one does it, and the others find it; one that is killed leaves no turn behind', async () => {
  const killed = another('await delay(60_000)')
  await expect.poll(said).toEqual(['begun'])
  const others = [another('await delay(200)'), another('await delay(200)')]
  killed.child.kill('SIGKILL')
  expect(await killed.ended).toBe('SIGKILL')
  for (const { ended } of others) expect(await ended).toBe(0)
  expect(said()).toEqual(['begun', 'begun', 'made', 'found', 'found'])
  expect(existsSync(`${folder}/made/turn`)).toBe(false)
})

test('what fails is done by the next one', async () => {
  const about = { stamp: join(folder, 'other'), turn: join(folder, 'turn'), print: 'x', name: 'Making' }
  await expect(once(about, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  let times = 0
  const make = async () => {
    times += 1
  }
  await Promise.all([once(about, make), once(about, make)])
  writeFileSync(join(folder, 'other'), 'older')
  await once(about, make)
  expect(times).toBe(2)
})
