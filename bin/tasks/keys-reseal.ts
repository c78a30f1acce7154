// npm run keys:reseal: seals anew with the first key of DATA_KEY whatever an older one has sealed.
import { retireDataKeys } from '@/lib/identity/secrets/data-key'
import { resealSecrets } from '@/lib/identity/secrets/reseal'
import { resealSimCodes } from '@/lib/subscriptions/sims/reseal-sim-codes'
import { task } from '../lib/task'

export default task({ usage: 'npm run keys:reseal' }, async (_given, open) => {
  const context = await open()
  const count = (await resealSecrets(context)) + (await resealSimCodes(context))
  const needed = await retireDataKeys(context)
  console.log(`${count} sealed anew with key ${context.keys.current.id}.`)
  console.log(
    needed.length > 0
      ? `Still needed for what is on its way, or was sealed meanwhile by a process with the old setting: ${needed.join(', ')}. Run it again later.`
      : 'Older keys can go from DATA_KEY.',
  )
  return 0
})
