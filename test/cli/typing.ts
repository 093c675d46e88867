import { isAbsolute, join } from 'node:path'
import { main } from '../../api/cli.ts'
import type { World } from '../world.ts'

/** Somebody who types `candor …` beside a world's database; what it said and complained of, line by line. */
export function typing(w: World, env: Record<string, string> = {}) {
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
      path: (name) => (isAbsolute(name) ? name : join(w.folder, name)),
    })
    return { code, said, complained }
  }
}
