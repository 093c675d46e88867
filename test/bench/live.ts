// Ten thousand live readers on one served process: how fast a post reaches all, what they weigh, and how they come back.
// npm run bench:live [-- READERS POSTS SLOW]
import { execFileSync } from 'node:child_process'
import { verdict } from '../prove/verdict.ts'
import { benchLive } from './liveRun.ts'

const [readers = 10_000, posts = 20, slow = 50] = process.argv.slice(2).map(Number)

// Node raises its own limit as far as it may; on each side every reader is an open file.
const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
if (limit !== 'unlimited' && Number(limit) < readers + 500)
  verdict('bench:live', false, { reason: `so many readers need ulimit -Hn ${readers + 500}, and it is ${limit}` })

const { ok, ...figures } = await benchLive(readers, posts, slow)
verdict('bench:live', ok, figures)
