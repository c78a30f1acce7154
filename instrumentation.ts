/** Called once when the server process begins: with WORKER=in it also sends what the outbox holds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env } = await import('@/lib/infra/env')
  if (env().WORKER !== 'in') return
  const { startWorker } = await import('@/lib/jobs/worker')
  const worker = await startWorker()
  // bin/serve.mjs stops it in order: first no new requests, then no new letters.
  Object.assign(globalThis, { switchboardWorker: worker })
}
