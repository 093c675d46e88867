import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mostOfMail } from '../../api/delivery/bounces/readMail.ts'
import { returnPath } from '../../api/delivery/verp.ts'
import { bounceStage } from '../delivery/bounceStage.ts'
import { dsn, vacation } from '../delivery/returned.ts'
import { typing } from './typing.ts'

let s: Awaited<ReturnType<typeof bounceStage>>
/** Return paths as whoever types makes and proves them: with the key of the environment. */
let to: string
beforeEach(async () => {
  s = await bounceStage()
  const { readKeys } = await import('../../api/context/keys.ts')
  const keys = readKeys({ ...s.w.ctx.config, secretKey: 'k'.repeat(40) })
  to = returnPath({ ...s.w.ctx, keys }, { id: 1 }, 'sam@example.org')
})
afterEach(() => s.close())

const pipe = (mail: string, args: string[] = [], env: Record<string, string> = {}) =>
  typing(s.w, { BOUNCE_ADDRESS: 'bounces@status.harbour.example', ...env }, mail)('bounce', ...args)
const quiet = { code: 0, said: [], complained: [] }

test('takes a bounce beside a database in use, and says nothing', async () => {
  expect(await pipe(dsn({ to }))).toEqual(quiet)
  expect(await s.sam()).toMatchObject({ state: 'suppressed' })
  expect(await pipe(dsn({ to }))).toEqual(quiet)
})

test.each([
  ['by option', ['--recipient'], {}],
  ['as Postfix and Exim name it', [], { RECIPIENT: '' }],
  ['as Postfix names it before aliases', [], { ORIGINAL_RECIPIENT: '' }],
])('the recipient of the envelope counts, %s', async (_how, args, env) => {
  const named = Object.fromEntries(Object.keys(env).map((name) => [name, to]))
  const mail = dsn({ to: 'bounces@status.harbour.example' })
  expect(await pipe(mail, args.length > 0 ? [...args, to] : [], named)).toEqual(quiet)
  expect(await s.sam()).toMatchObject({ state: 'suppressed' })
})

test('says what it did when asked', async () => {
  expect((await pipe(dsn({ to }), ['--verbose'])).said).toEqual([expect.stringMatching(/^1 noted, 0 known/)])
})

test.each([
  ['a holiday notice', () => vacation(to)],
  ['nothing', () => ''],
  ['a forgery', () => dsn({ to: to.replace('+1-', '+2-') })],
  ['a mail of many megabytes', () => `${dsn({ to: 'x@y.example' })}${'x'.repeat(20 * mostOfMail)}`],
])('%s is taken and ignored', async (_what, mail) => {
  expect(await pipe(mail())).toEqual(quiet)
  expect(await s.sam()).toMatchObject({ state: 'active' })
})

test('trouble of ours is 75, so that the mail server keeps the mail', async () => {
  const script = join(import.meta.dirname, '../prove/holdLock.ts')
  const holder = spawn(process.execPath, [script, s.w.file, '8000'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  expect(await pipe(dsn({ to }))).toEqual({ code: 75, said: [], complained: [expect.stringContaining('busy')] })
  holder.kill()
  await once(holder, 'close')
  expect(await s.ledger()).toEqual(['sent'])
  await s.w.ctx.db.client.execute("update deliveries set state = 'leased'")
  expect((await pipe(dsn({ to }))).code).toBe(75)
  expect((await pipe(dsn({ to }), [], { PORT: 'four' })).code).toBe(75)
  expect((await pipe(dsn({ to }), [], { DATABASE_URL: '', PUBLIC_URL: '' })).complained).toEqual([
    expect.stringContaining('The demo gets no bounces'),
  ])
}, 30_000)

test.each([['--dance'], ['mail.eml'], ['--recipient']])('bounce %s is mistyped', async (...args) => {
  expect(await pipe(dsn({ to }), args)).toMatchObject({ code: 1, complained: [expect.stringMatching(/^[^\n]+help$/)] })
})
