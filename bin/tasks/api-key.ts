// npm run api-key -- create|revoke <system>: the key with which one of the operator's systems delivers over HTTP.
import { createApiKey, revokeApiKey } from '@/lib/identity/api-keys'
import { connection } from '@/lib/infra/db'
import { openWorld } from '@/lib/infra/world'

const [act, name = ''] = process.argv.slice(2)
if ((act !== 'create' && act !== 'revoke') || !/^[\w.-]{2,60}$/.test(name)) {
  console.error('npm run api-key -- create|revoke <system>')
  process.exit(2)
}
const world = await openWorld()
let done: boolean
if (act === 'create') {
  const key = await createApiKey(name, world)
  done = key !== null
  console.log(key ?? `There is a key for ${name} already; revoked names are not used again.`)
} else {
  done = await revokeApiKey(name, world)
  console.log(done ? `The key of ${name} no longer works.` : `${name} has no key.`)
}
await connection().close()
process.exit(done ? 0 : 1)
