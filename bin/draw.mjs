// A thread that draws documents, one after the other: plain data comes in, rows are asked for as they are needed, bytes
// go into an open file. Nothing it does or dies of reaches the event loop that serves pages (docs/decisions/026).
import { writeSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// On Linux a priority is each thread's own: pages come before documents. Elsewhere it is the process's: left alone.
if (process.platform === 'linux') setPriority(10)
register()

const inbox = []
let arrived = () => undefined
parentPort.on('message', (message) => {
  inbox.push(message)
  arrived()
})
async function receive() {
  while (inbox.length === 0)
    await new Promise((resolve) => {
      arrived = resolve
    })
  return inbox.shift()
}

async function* rows() {
  for (;;) {
    parentPort.postMessage({ wants: 'rows' })
    const { batch } = await receive()
    if (!batch) return
    yield batch
  }
}

/** How much is written before the reader is notified. */
const STEP = 64 * 1024

for (;;) {
  const { module, data, file, largest } = await receive()
  try {
    const { draw } = await import(pathToFileURL(join(process.cwd(), `${module}.ts`)).href)
    let size = 0
    let said = 0
    for await (const bytes of draw(data, rows())) {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      size += bytes.length
      if (size > largest) throw new Error(`a document of more than ${largest} bytes`)
      if (size - said < STEP) continue
      said = size
      parentPort.postMessage({ size })
    }
    parentPort.postMessage({ size, done: true })
  } catch (error) {
    parentPort.postMessage({ failed: error?.stack ?? String(error) })
  }
}
