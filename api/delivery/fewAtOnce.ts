import type { Resolve } from '../context/outsideUrl.ts'

/**
 * Lets few look-ups run at once. The system's each hold one of four threads, which files and passwords need too, and whoever owns a
 * name decides how long.
 */
export function fewAtOnce(resolve: Resolve, most: number): Resolve {
  let running = 0
  const waiting: (() => void)[] = []
  return async (host) => {
    while (running >= most) await new Promise<void>((go) => waiting.push(go))
    running++
    try {
      return await resolve(host)
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
