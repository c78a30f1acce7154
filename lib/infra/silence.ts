import type { Socket } from 'node:net'
import type pg from 'pg'

type Wired = { connection: { stream: Socket }; readyForQuery: boolean }
// The driver's own names; its types know neither.
const wired = (client: pg.ClientBase) => client as unknown as Wired

/**
 * Breaks a connection that is asked something and says nothing for so long, in ms: what waits for it fails, as it does when
 * the database has gone. One that is asked nothing is left alone, in a transaction or outside.
 */
export function endWhenSilent(client: pg.ClientBase, silence: number): void {
  const { stream } = wired(client).connection
  stream.on('timeout', () => {
    if (!wired(client).readyForQuery) stream.destroy()
  })
  stream.setTimeout(silence)
}

/** From here on it may say nothing for so long, in ms; 0: for as long as it takes. */
export function allowSilence(client: pg.ClientBase, silence: number): void {
  wired(client).connection.stream.setTimeout(silence)
}

/** Breaks a connection, whatever it does. */
export function breakOff(client: pg.ClientBase): void {
  wired(client).connection.stream.destroy()
}
