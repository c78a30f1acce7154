// npm run keys:reseal: seals anew with the first key of DATA_KEY whatever an older one has sealed.
import { resealSecrets } from '@/lib/identity/reseal'
import { connection } from '@/lib/infra/db'
import { world } from '@/lib/infra/world'
import { resealSimCodes } from '@/lib/subscriptions/reseal-sim-codes'

const count = (await resealSecrets(world())) + (await resealSimCodes(world()))
console.log(`${count} sealed anew with key ${world().keys.current.id}.`)
await connection().close()
process.exit(0)
