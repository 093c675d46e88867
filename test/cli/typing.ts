import { isAbsolute, join } from 'node:path'
import { main } from '../../api/cli.ts'
import type { World } from '../world.ts'

/**
 * Somebody who types `candor …` beside a world's database; what it said and complained of, line by line.
 * @param input what stands on its standard input
 */
export function typing(w: World, env: Record<string, string> = {}, input = '') {
  return async (...args: string[]) => {
    const said: string[] = []
    const complained: string[] = []
    const code = await main(args, {
      env: {
        DATABASE_URL: `file:${w.file}`,
        PUBLIC_URL: 'https://status.harbour.example',
        SECRET_KEY: 'k'.repeat(40),
        ...env,
      },
      say: (line) => void said.push(line),
      show: () => {},
      complain: (line) => void complained.push(line),
      read: async (most) => Buffer.from(input).subarray(0, most),
      path: (name) => (isAbsolute(name) ? name : join(w.folder, name)),
    })
    return { code, said, complained }
  }
}
