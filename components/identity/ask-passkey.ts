import { startAuthentication } from '@simplewebauthn/browser'
import type { PasskeyRequest } from '@/lib/identity/view'

/** What the device answered, as JSON; null when it was cancelled, timed out, or there is none. */
export async function askPasskey(options: PasskeyRequest): Promise<string | null> {
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON']
  const answer = await startAuthentication({ optionsJSON }).catch(() => null)
  return answer && JSON.stringify(answer)
}
