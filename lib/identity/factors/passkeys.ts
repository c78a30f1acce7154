import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '@/lib/infra/context'
import { derive } from '@/lib/kernel/keyring'
import type { PasskeyRequest } from '../view'

// WebAuthn, by @simplewebauthn/server. It is loaded where a passkey is met, since loading takes its time.
const library = () => import('@simplewebauthn/server')

const TIMEOUT = 120_000
/** ES256 and RS256: what every device has. */
const ALGORITHMS = [-7, -257]

export type StoredPasskey = {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: bigint
  transports: string[]
}

/** The challenge of a row (an attempt, a factor being set up): nothing to store, and it opens for it alone. */
const challengeOf = (
  context: Context,
  purpose: 'create' | 'use',
  id: string,
  keyId = context.keys.current.id,
) => new Uint8Array(derive(context.keys, keyId, `passkey/${purpose}`, id, 32))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
/** Whether a device answered that challenge: amid a rotation it may be derived from another process's first key. */
const isChallengeOf = (context: Context, purpose: 'create' | 'use', id: string) => (given: string) =>
  [...context.keys.byId.keys()].some((keyId) => given === text(challengeOf(context, purpose, id, keyId)))
const site = ({ portal, market }: Context) => ({
  name: market.brand.name,
  rpID: portal.hostname,
  origin: portal.origin,
})

/** What the browser is asked for to make a passkey. */
export async function passkeyCreation(
  context: Context,
  id: string,
  user: { id: string; name: string; fullName: string },
  existing: Pick<StoredPasskey, 'credentialId'>[],
) {
  const { generateRegistrationOptions } = await library()
  const { name, rpID } = site(context)
  return generateRegistrationOptions({
    rpName: name,
    rpID,
    userID: new Uint8Array(Buffer.from(user.id.replaceAll('-', ''), 'hex')),
    userName: user.name,
    userDisplayName: user.fullName,
    challenge: challengeOf(context, 'create', id),
    timeout: TIMEOUT,
    attestationType: 'none',
    excludeCredentials: existing.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

/** What a device answered, or null when it is not right in any way. */
export async function readCreation(
  context: Context,
  id: string,
  response: RegistrationResponseJSON,
): Promise<StoredPasskey | null> {
  const { verifyRegistrationResponse } = await library()
  const { rpID, origin } = site(context)
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isChallengeOf(context, 'create', id),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified) return null
    const { credential } = registrationInfo
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: BigInt(credential.counter),
      transports: credential.transports ?? [],
    }
  } catch {
    // Whatever is wrong with it, the library throws.
    return null
  }
}

/** What the browser is asked for to use one. Needs no library: it is the challenge and the user's own. */
export const passkeyRequest = (
  context: Context,
  signInId: string,
  keys: Pick<StoredPasskey, 'credentialId' | 'transports'>[],
): PasskeyRequest => ({
  challenge: text(challengeOf(context, 'use', signInId)),
  rpId: site(context).rpID,
  allowCredentials: keys.map(({ credentialId, transports }) => ({
    id: credentialId,
    type: 'public-key',
    transports,
  })),
  userVerification: 'preferred',
  timeout: TIMEOUT,
})

/** The counter after a use of a stored passkey, or null when the answer is not right in any way. */
export async function readUse(
  context: Context,
  signInId: string,
  response: AuthenticationResponseJSON,
  stored: StoredPasskey,
): Promise<bigint | null> {
  const { verifyAuthenticationResponse } = await library()
  const { rpID, origin } = site(context)
  const { credentialId: id, publicKey, counter } = stored
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isChallengeOf(context, 'use', signInId),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: { id, publicKey, counter: Number(counter) },
      requireUserVerification: false,
    })
    return verified ? BigInt(authenticationInfo.newCounter) : null
  } catch {
    return null
  }
}
