// What the launchers fill in where the environment says nothing (docs/operations.md, "Settings").
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Everything but the database's address. `embedded` tells whether the database is ours. */
export function settings(environment = process.env) {
  const port = environment.PORT || '3000'
  const embedded = !environment.DATABASE_URL
  return {
    ...environment,
    PORT: port,
    HOST: environment.HOST || '127.0.0.1',
    PORTAL_URL: environment.PORTAL_URL || `http://localhost:${port}`,
    DATA_DIR: resolve(environment.DATA_DIR || '.data'),
    DEMO: environment.DEMO || (embedded ? '1' : '0'),
    embedded,
  }
}

/** AUTH_SECRET and DATA_KEY of an embedded database: made once, kept beside it. */
export function ownSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    const secret = () => randomBytes(32).toString('base64url')
    writeFileSync(file, JSON.stringify({ AUTH_SECRET: secret(), DATA_KEY: secret() }), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}
