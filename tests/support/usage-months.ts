import pg from 'pg'
import type { TestContext } from './context'

/** Usage as it is kept where months have been made since one long ago: the first part ends there. */
export async function longInUse(context: TestContext, since: string): Promise<void> {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  await owner.query(`
    ALTER TABLE usage_record DETACH PARTITION usage_record_first;
    DROP TABLE usage_record_first;
    CREATE TABLE usage_record_first PARTITION OF usage_record FOR VALUES FROM (MINVALUE) TO ('${since}');
    SELECT make_months('usage_record', '${context.clock().toISOString()}', '${context.market.timeZone}')`)
  await owner.end()
}

/** The parts of usage there are, by name, oldest first. */
export const monthsOfUsage = async (context: TestContext): Promise<string[]> =>
  (
    await context.sql.$queryRaw<{ name: string }[]>`SELECT name FROM months_of('usage_record') ORDER BY until`
  ).map(({ name }) => name.replace('usage_record_', ''))
