import { createHash } from 'node:crypto'
import { sandbox } from './sandbox'

/** The sandbox of a portal: both of its sides know this portal's secret. */
export const openSandbox = ({ PORTAL_URL, AUTH_SECRET }: { PORTAL_URL: URL; AUTH_SECRET: string }) =>
  sandbox({
    portal: PORTAL_URL,
    secret: createHash('sha256').update(`payments ${AUTH_SECRET}`).digest('hex'),
  })
