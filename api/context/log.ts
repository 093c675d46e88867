import pino from 'pino'
import type { Config } from './config.ts'
import type { Log } from './context.ts'

/** The log, and how to write out what is still in its buffer. */
export type OwnLog = Log & { flush(): void }

/**
 * Structured lines on standard output, one JSON object each. A reader that stands still costs us lines, never the server.
 * @param config.logLevel below which nothing is written
 */
export function openLog(
  config: Pick<Config, 'logLevel'>,
  destination: pino.DestinationStream = standardOutput(),
): OwnLog {
  const logger = pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorOf },
    },
    destination,
  )
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    // At the very end nothing else runs any more, so it may wait.
    flush: () => (destination as { flushSync?(): void }).flushSync?.(),
  }
}

/** A path as it may stand in the log: no query, and no mailed token. */
export function loggablePath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.replace(/[0-9a-z]{1,11}-[\w-]{22}/g, '…').slice(0, 200)
}

function standardOutput() {
  return pino.destination({ fd: 1, sync: false, maxLength: 1_000_000 })
}

/** What the database was asked stays in; with which addresses and tokens does not. */
function errorOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: withoutParameters(error.message),
    ...(code === undefined ? {} : { code }),
    stack: withoutParameters(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: errorOf(error.cause) }),
  }
}

function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '')
}
