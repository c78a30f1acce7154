import { networkOf } from '../../lib/kernel/network.mjs'

/** Each holds a little memory, also when nothing is asked on it. */
const MOST = 4_000
/** From so many on there is a crowd: none is kept for long, and no network has more than its share. */
const CROWD = MOST / 2
const MOST_OF_A_NETWORK_IN_A_CROWD = MOST / 8
/** So long a connection is kept for the next request, in ms. */
const KEPT = 65_000
const KEPT_IN_A_CROWD = 1_000

/**
 * Bounds the connections of a server, so that one network does not have them all by asking nothing on them or by reading
 * a byte a second. Behind a proxy all of them are the proxy's, which bounds its own.
 * @param {import('node:http').Server} server
 * @param {{ proxies: number }} options how many proxies stand in front
 */
export function keepFair(server, { proxies }) {
  const networks = new Map()
  let open = 0
  server.maxConnections = MOST
  server.keepAliveTimeout = KEPT
  server.on('connection', (socket) => {
    const network = proxies === 0 ? networkOf(socket.remoteAddress) : null
    const mine = (networks.get(network) ?? 0) + 1
    const crowded = open >= CROWD
    server.keepAliveTimeout = crowded ? KEPT_IN_A_CROWD : KEPT
    if (crowded && network !== null && mine > MOST_OF_A_NETWORK_IN_A_CROWD) return socket.destroy()
    open += 1
    networks.set(network, mine)
    socket.once('close', () => {
      open -= 1
      const left = networks.get(network) - 1
      if (left > 0) networks.set(network, left)
      else networks.delete(network)
    })
  })
}
