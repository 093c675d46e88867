import { type Connection, type Door, openConnection } from './smtpConnection.ts'
import type { SmtpError } from './smtpOutcome.ts'

/** Many servers want no more mails than this over one connection. */
const most = 500

/** An idle connection is closed after so many milliseconds; servers do the same a little later. */
const idleTime = 20_000

/** How long a server that wants fewer connections is not offered one more (milliseconds). */
const caution = 30_000

/** Kept connections to one mail server. */
export type Pool = {
  /**
   * Lends a connection for one mail.
   * @throws SmtpError when the server cannot be reached
   */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** How many connections the server stands, as far as we know. */
  limit(): number
  close(force: boolean): void
}

type Waiting = { resolve(connection: Connection | undefined): void }

/** @param connections at most so many at once; fewer while the server refuses more */
export function newPool(door: Door, connections: number): Pool {
  const idle: { connection: Connection; timer: NodeJS.Timeout }[] = []
  const busy = new Set<Connection>()
  const waiting: Waiting[] = []
  let opening = 0
  let limit = connections
  let limitedAt = 0

  async function take(): Promise<Connection> {
    for (;;) {
      const free = freeOne()
      if (free) return free
      if (performance.now() - limitedAt > caution) limit = Math.min(connections, limit + 1)
      if (busy.size + opening < limit) {
        const fresh = await tryOpen()
        if (fresh) return fresh
      } else {
        const handed = await new Promise<Connection | undefined>((resolve) => waiting.push({ resolve }))
        if (handed) return handed
      }
    }
  }

  function freeOne(): Connection | undefined {
    for (let one = idle.pop(); one; one = idle.pop()) {
      clearTimeout(one.timer)
      if (one.connection.open()) return one.connection
    }
    return undefined
  }

  /** A server that refuses one more while others work has told us how many it stands. */
  async function tryOpen(): Promise<Connection | undefined> {
    opening++
    try {
      return await openConnection(door)
    } catch (error) {
      const others = busy.size + opening - 1
      if (busy.size === 0 || !tooMany(error as SmtpError)) throw error
      limit = Math.max(1, others)
      limitedAt = performance.now()
      return undefined
    } finally {
      opening--
    }
  }

  function giveBack(connection: Connection) {
    busy.delete(connection)
    const usable = connection.open() && connection.carried() < most
    if (!usable) connection.close()
    const next = waiting.shift()
    if (next) return next.resolve(usable ? connection : undefined)
    if (!usable) return
    const timer = setTimeout(() => connection.close(), idleTime)
    timer.unref()
    idle.push({ connection, timer })
  }

  return {
    async use(work) {
      const connection = await take().catch((error) => {
        // Perhaps nobody has one to give back any more: those who wait must find out for themselves.
        for (const { resolve } of waiting.splice(0)) resolve(undefined)
        throw error
      })
      busy.add(connection)
      try {
        return await work(connection)
      } finally {
        giveBack(connection)
      }
    },
    limit: () => limit,
    close(force) {
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer)
        connection.close(force)
      }
      if (force) for (const connection of busy) connection.close(true)
    },
  }
}

function tooMany({ responseCode = 0 }: SmtpError): boolean {
  return responseCode >= 400 && responseCode < 500
}
