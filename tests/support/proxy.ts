import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy that hands each request to the next of several web processes, as an operator's balancer does. */
export async function startProxy(targets: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  let count = 0
  const server = createServer((incoming, outgoing) => {
    const { hostname, port } = new URL(targets[count++ % targets.length]!)
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '' }
    const { url: path, method } = incoming
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
