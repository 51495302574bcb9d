import type { Server } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'

/**
 * Keeps a bounded number of connections by dropping the one that has been idle longest, never the newest: any program of the
 * PC can open connections and say nothing, and the page must still get through.
 */
export function dropIdleSockets(server: Server | TlsServer, most: number): void {
  const idle = new Set<Socket>()
  let open = 0
  // A request over TLS names the encrypted socket, not the one below it.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    open += 1
    idle.add(socket)
    socket.once('close', () => {
      open -= 1
      idle.delete(socket)
    })
    const [longest] = idle
    if (open > most && longest !== undefined && longest !== socket) longest.destroy()
  })
  server.on('request', ({ socket }, response) => {
    idle.delete(socket)
    // Back to the end of the row: the set keeps the order in which sockets fell idle.
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket)
    })
  })
}
