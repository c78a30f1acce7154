// What the launchers fill in where the environment says nothing (docs/operations.md, "Settings").
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { readSettings, SETTINGS } from '../../lib/infra/settings.mjs'
import { onceWritten } from './once-written.mjs'
import { Problem, warn } from './say.mjs'

/**
 * The environment with what may be unset filled in. `embedded` tells whether the database is ours; then its address
 * and secrets come later.
 * @param {Record<string, string | undefined>} environment
 * @throws {Problem} with a sentence for every setting that is missing or wrong, before anything else is done
 */
export function settings(environment = process.env) {
  const { problems, warnings } = readSettings(environment)
  const embedded = !environment.DATABASE_URL
  const demo = environment.DEMO || (embedded ? '1' : '0')
  if (embedded && demo === '0')
    problems.push(
      'DATABASE_URL is missing: outside demo mode say which PostgreSQL keeps the data, such as ' +
        'postgresql://user:password@host:5432/switchboard. The one that comes along is for demo mode.',
    )
  for (const name of embedded ? [] : ['AUTH_SECRET', 'DATA_KEY'])
    if (!environment[name])
      problems.push(`${name} is missing: with a DATABASE_URL of your own you choose and keep it yourself.`)
  if (problems.length > 0) throw new Problem(problems.join('\n'))
  for (const warning of warnings) warn(warning)
  const dataDir = resolve(environment.DATA_DIR || SETTINGS.DATA_DIR.unset)
  const port = environment.PORT || SETTINGS.PORT.unset
  return {
    ...environment,
    PORT: port,
    HOST: environment.HOST || SETTINGS.HOST.unset,
    PORTAL_URL: environment.PORTAL_URL || `http://localhost:${port}`,
    DATA_DIR: dataDir,
    AUDIT_ANCHOR: environment.AUDIT_ANCHOR || (embedded ? `file:${join(dataDir, 'audit-anchors.txt')}` : ''),
    DEMO: demo,
    embedded,
  }
}

/** AUTH_SECRET and DATA_KEY of an embedded database: made once, kept beside it. */
export function ownSecrets(dataDir) {
  const secret = () => randomBytes(32).toString('base64url')
  return JSON.parse(
    onceWritten(join(dataDir, 'secrets.json'), () =>
      JSON.stringify({ AUTH_SECRET: secret(), DATA_KEY: secret() }),
    ),
  )
}
