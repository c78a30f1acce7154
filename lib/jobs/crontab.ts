type Line = { at: string; task: string; as?: string; payload?: string }

/** What nobody asks for, by the minutes, hours and days (UTC) when it is begun. */
const LINES: readonly Line[] = [
  { at: '*/10 * * * *', task: 'tidy' },
  { at: '* * * * *', task: 'watch_budgets' },
  { at: '* * * * *', task: 'announce_held' },
  { at: '*/5 * * * *', task: 'announce_due' },
  { at: '1 * * * *', task: 'begin_month' },
  // What moved every hour; once a day everything, so that one day's file is enough to compare with.
  { at: '7 * * * *', task: 'anchor_audit' },
  { at: '37 2 * * *', task: 'anchor_audit', as: 'anchor_audit_all', payload: '{all:true}' },
  { at: '23 6 * * *', task: 'watch_api_keys' },
  { at: '* * * * *', task: 'recalculate' },
  { at: '13 3 * * *', task: 'keep_usage' },
]

/**
 * The same as the queue reads it. Each line has a key: one that fails is tried again, and takes the place of its next one, so
 * that a night's failures are one job and not hundreds, which would keep codes from their turn.
 */
export const CRONTAB = LINES.map(
  ({ at, task, as = task, payload = '' }) => `${at} ${task} ?id=${as}&jobKey=${as} ${payload}`,
).join('\n')
