// npm run keys:reseal: seals anew with the first key of DATA_KEY whatever an older one has sealed.
import { retireDataKeys } from '@/lib/identity/data-key'
import { resealSecrets } from '@/lib/identity/reseal'
import { connection } from '@/lib/infra/db'
import { openWorld } from '@/lib/infra/world'
import { resealSimCodes } from '@/lib/subscriptions/reseal-sim-codes'

const world = await openWorld()
const count = (await resealSecrets(world)) + (await resealSimCodes(world))
const needed = await retireDataKeys(world)
console.log(`${count} sealed anew with key ${world.keys.current.id}.`)
console.log(
  needed.length > 0
    ? `Still needed for passwords and codes that are on their way: ${needed.join(', ')}. Run it again when they have expired.`
    : 'Older keys can go from DATA_KEY.',
)
await connection().close()
process.exit(0)
