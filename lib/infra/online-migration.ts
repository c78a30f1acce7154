import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { DEADLOCK, FailedMigration, HELD, LOCK } from './migration-turn'

/**
 * How a migration begins that works on large tables while others write to them. It is not one transaction: each paragraph of
 * it is, and each does nothing that has been done already, so that one that was stopped is begun again from its beginning.
 */
export const ONLINE = '-- Online migration.'

/** Below PostgreSQL's deadlock_timeout (1 s): of two that wait for each other a page of the portal is never the one that fails. */
const BRIEF = 800
/** An index that is built beside everything else waits for every open transaction, and nobody waits for it, ms. */
const BUILDING = 10 * 60_000
const PAUSE = 500
/** So long what others hold is tried again, ms; `fill_company_id` does so for each of its slices, and reads it as a setting. */
const PATIENCE = 60_000

const INDEX = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS "?(\w+)"?/m

/** @throws FailedMigration for what PostgreSQL refuses, and for what others have held for about a minute (`patience`, ms) */
export async function runOnline(script: string, client: pg.ClientBase, patience = PATIENCE): Promise<void> {
  let from = 0
  try {
    await client.query(`SET switchboard.patience = '${patience} ms'`)
    for (const paragraph of script.split(/\n{2,}/)) {
      from = script.indexOf(paragraph, from)
      await runParagraph(paragraph, client, patience)
    }
  } catch (error) {
    throw new FailedMigration(script, error as pg.DatabaseError, from)
  } finally {
    await client.query(`SET lock_timeout = ${LOCK}`).catch(() => undefined)
  }
}

async function runParagraph(paragraph: string, client: pg.ClientBase, patience: number): Promise<void> {
  const index = INDEX.exec(paragraph)?.[1]
  const until = performance.now() + patience
  for (;;)
    try {
      await client.query(`SET lock_timeout = ${BRIEF}`)
      if (index) {
        await client.query(dropInvalid(index))
        await client.query(`SET lock_timeout = ${BUILDING}`)
      }
      await client.query(paragraph)
      return
    } catch (error) {
      const { code } = error as pg.DatabaseError
      if ((code !== HELD && code !== DEADLOCK) || performance.now() > until) throw error
      await delay(PAUSE)
    }
}

/** An index whose building was stopped stays as one that nothing reads. */
const dropInvalid = (name: string) => `
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('public."${name}"') AND NOT indisvalid) THEN
      DROP INDEX public."${name}";
    END IF;
  END $$`
