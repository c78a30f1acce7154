import { z } from 'zod'

type Settings = {
  /** The API root of the operator's CAMARA gateway, with user and password where it wants them. */
  url: string | undefined
  /** A SIM change counts as lately for so many hours. */
  lately: number
}

const TIMEOUT = 3_000
const swapAnswer = z.object({ swapped: z.boolean() })
const recycleAnswer = z.object({ phoneNumberRecycled: z.boolean() })

/**
 * Asks the network about a number: CAMARA SIM Swap 2.x and Number Recycling 0.2 at `url`. Without one
 * there is nobody to ask and nothing is held against a number. Where there is one and it does not answer,
 * or does not know the number, the SIM counts as changed lately.
 */
export function simClient({ url, lately }: Settings) {
  if (!url) return async () => ({ swapped: false, recycled: false })
  const { href, authorization } = readUrl(url)
  const ask = async <T>(path: string, body: object, shape: z.ZodType<T>): Promise<T> => {
    const answer = await fetch(new URL(path, href), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-correlator': crypto.randomUUID(),
        ...(authorization && { authorization }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return shape.parse(await answer.json())
  }
  return async (phoneNumber: string, knownAt: Date) => {
    const specifiedDate = knownAt.toISOString().slice(0, 10)
    try {
      const [swap, recycling] = await Promise.all([
        ask('sim-swap/v2/check', { phoneNumber, maxAge: lately }, swapAnswer),
        ask('number-recycling/v0.2/check', { phoneNumber, specifiedDate }, recycleAnswer),
      ])
      return { swapped: swap.swapped, recycled: recycling.phoneNumberRecycled }
    } catch {
      return { swapped: true, recycled: false }
    }
  }
}

/** Takes user and password out of an address, which fetch refuses to carry. */
function readUrl(text: string) {
  const url = new URL(text.endsWith('/') ? text : `${text}/`)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = username && `Basic ${Buffer.from(credentials).toString('base64')}`
  return { href: url.href, authorization }
}
