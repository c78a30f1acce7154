import { inject } from 'vitest'

export type Portal = { url: string; database: string }

declare module 'vitest' {
  interface ProvidedContext {
    /** The portals under test: as many as files are tested at once. */
    portals: Portal[]
  }
}

/** The portal that this file has to itself while it is tested, and its database. */
export const here = (): Portal => inject('portals')[Number(process.env.VITEST_POOL_ID) - 1]!
