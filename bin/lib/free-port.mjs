import { createServer } from 'node:net'

/** A TCP port on the loopback interface that nobody listens on at this moment. */
export function freePort() {
  return new Promise((done, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}
