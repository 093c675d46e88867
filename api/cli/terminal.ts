import { resolve } from 'node:path'

/** Where the command line reads from and writes to. */
export type Terminal = {
  env: Record<string, string | undefined>
  say(line: string): void
  /** How far something is: on a screen one line that is written over, elsewhere a line every second. */
  show(line: string): void
  complain(line: string): void
  /** The file that somebody named; npm changes the folder before it starts us. */
  path(name: string): string
  /** What stands on the standard input, at most so many bytes of it. */
  read(most: number): Promise<Buffer>
}

export function terminal(): Terminal {
  const { env, stdout, stderr } = process
  const started = env.npm_lifecycle_event === 'candor' ? env.INIT_CWD : undefined
  const clear = stderr.isTTY ? '\r\u001b[K' : ''
  let shown = performance.now()
  return {
    env,
    say: (line) => void stdout.write(`${line}\n`),
    show: (line) => {
      if (stderr.isTTY) stderr.write(clear + line)
      else if (line && performance.now() - shown > 1000) {
        stderr.write(`${line}\n`)
        shown = performance.now()
      }
    },
    complain: (line) => void stderr.write(`${clear}${line}\n`),
    path: (name) => resolve(started ?? process.cwd(), name),
    read: (most) => firstOf(process.stdin, most),
  }
}

/** Reads to the end all the same, so that whoever writes to us is not cut off. */
async function firstOf(input: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    if (size < most) chunks.push(chunk)
    size += chunk.length
  }
  return Buffer.concat(chunks).subarray(0, most)
}
