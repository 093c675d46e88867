import { type Client, createClient, type InStatement, type Transaction } from '@libsql/client'
import { isBusy, pause } from './busy.ts'
import type { Guard } from './moved.ts'
import { type Timing, timed } from './timing.ts'

/**
 * A libSQL client whose calls are timed, and whose reads are tried again when a foreign lock is in the way.
 * @param connections at most so many on a file; a pragma reaches one of them
 * @param guard asked before every call, and after every commit
 * `timeout: 0`, because the library would otherwise wait for a lock with the whole thread.
 */
export function openClient(
  url: string,
  authToken: string | undefined,
  timing: Timing,
  guard: Guard,
  connections = 20,
): Client {
  guard.check()
  const raw = createClient({
    url,
    timeout: 0,
    concurrency: connections,
    ...(authToken ? { authToken } : {}),
    ...(url.startsWith('file:') ? {} : { fetch: impatient }),
  })
  const execute = (statement: InStatement | string, args?: never) =>
    again(() => {
      guard.check()
      return timed(timing, named(statement), () =>
        args === undefined ? raw.execute(statement as InStatement) : raw.execute(statement as string, args),
      )
    })
  const transaction = async (mode?: 'write' | 'read' | 'deferred') => {
    guard.check()
    const begun = await timed(
      timing,
      () => 'begin',
      () => raw.transaction(mode ?? 'write'),
    )
    return timedTransaction(begun, timing, guard)
  }

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
function timedTransaction(raw: Transaction, timing: Timing, guard: Guard): Transaction {
  let isOver = false
  return new Proxy(raw, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const call = value.bind(target)
      if (name === 'close') return call
      // drizzle rolls back whatever `commit` throws, also when it was committed into a file that is gone.
      if (name === 'rollback' && isOver) return async () => {}
      if (name === 'commit')
        return async () => {
          await timed(timing, named('commit'), call)
          isOver = true
          guard.check()
        }
      return (...args: unknown[]) => timed(timing, named(args[0] ?? String(name)), () => call(...args))
    },
  })
}

/** A libSQL server that does not answer must not hold a page or a post for minutes (milliseconds). */
const longestAnswer = 10_000

function impatient(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(longestAnswer) })
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
