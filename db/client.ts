import { type Client, createClient, type InStatement, type Transaction } from '@libsql/client'
import { isBusy, pause } from './busy.ts'
import { type Timing, timed } from './timing.ts'

/**
 * A libSQL client whose calls are timed, and whose reads are tried again when a foreign lock is in the way.
 * @param connections at most so many on a file; a pragma reaches one of them
 * `timeout: 0`, because the library would otherwise wait for a lock with the whole thread.
 */
export function openClient(url: string, authToken: string | undefined, timing: Timing, connections = 20): Client {
  const raw = createClient({ url, timeout: 0, concurrency: connections, ...(authToken ? { authToken } : {}) })
  const execute = (statement: InStatement | string, args?: never) =>
    again(() =>
      timed(timing, named(statement), () =>
        args === undefined ? raw.execute(statement as InStatement) : raw.execute(statement as string, args),
      ),
    )
  const transaction = async (mode?: 'write' | 'read' | 'deferred') =>
    timedTransaction(
      await timed(
        timing,
        () => 'begin',
        () => raw.transaction(mode ?? 'write'),
      ),
      timing,
    )

  return new Proxy(raw, {
    get(target, name) {
      if (name === 'execute') return execute
      if (name === 'transaction') return transaction
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Each statement of a transaction is a call of its own. */
function timedTransaction(raw: Transaction, timing: Timing): Transaction {
  return new Proxy(raw, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const call = value.bind(target)
      if (name === 'close') return call
      return (...args: unknown[]) => timed(timing, named(args[0] ?? String(name)), () => call(...args))
    },
  })
}

/** The first words of a statement, without what it was given; asked for only when it was the longest. */
function named(statement: unknown): () => string {
  return () => {
    const text = typeof statement === 'string' ? statement : ((statement as { sql?: string }).sql ?? 'batch')
    return text.replace(/\s+/g, ' ').slice(0, 80)
  }
}

/** A read outside a transaction is harmless to repeat; in WAL mode it meets a lock only for moments. */
async function again<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + 5000
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await pause()
    }
  }
}
