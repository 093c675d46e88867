// Mail servers that misbehave, one after the other, before a real server with thousands of subscribers. Judge is the mail
// server's own log. npm run prove:hostile [-- SUBSCRIBERS [SCENE]]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { type Server, startServer, until } from '../server.ts'
import { type Accepted, type Hostile, hostileServer } from '../sinks/hostile.ts'
import { bystander } from './bystander.ts'
import { type Scene, scenes } from './hostileScenes.ts'
import { type Prepared, prepare } from './prepare.ts'
import { round, verdict } from './verdict.ts'

type Stage = { server: Server; sink: Hostile; prepared: Prepared; db: Client; incident: string }

/** @param only the scenes whose name contains this */
export async function proveHostile(subscribers: number, only = '') {
  const folder = mkdtempSync(join(tmpdir(), 'candor-hostile-'))
  const sink = await hostileServer()
  const prepared = await prepare(folder, subscribers)
  const env = { ...prepared.env, SMTP_URL: sink.url, MAIL_CONNECTIONS: '10' }
  const server = await startServer({ folder, env })
  const db = createClient({ url: `file:${join(folder, 'candor.db')}` })
  try {
    const incident = await prepared.open(server)
    const stage = { server, sink, prepared, db, incident }
    await settled(stage, 120)
    const quiet = await prepared.open(server)
    await settled(stage, 120)
    const stop = bystander(server, (n) => prepared.post(server, quiet, `Beside it, ${n}.`, { notify: false }))
    const told = []
    for (const scene of scenes.filter(({ name }) => name.includes(only))) {
      const figures = await play(stage, scene)
      console.log(JSON.stringify(figures))
      told.push(figures)
    }
    const { page, posts } = await stop()
    const goals = {
      scenes: told.length > 0 && told.every(({ faults }) => faults.length === 0),
      page: page.failed === 0,
      posts: posts.failed.length === 0 && posts.worst < 500,
    }
    return { ok: Object.values(goals).every(Boolean), goals, subscribers, page, posts, scenes: told }
  } finally {
    db.close()
    await server.stop()
    await sink.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function play(stage: Stage, scene: Scene) {
  const { server, sink, prepared, incident } = stage
  const before = await activeIn(stage)
  const from = sink.accepted.length
  sink.behave(scene.manners)
  // Whoever comes now is greeted as the scene wants it.
  sink.hangUp()
  const began = performance.now()
  const meanwhile = scene.meanwhile?.(sink, () => before.size - (sink.accepted.length - from))
  const answer = await prepared.post(server, incident, `While the server does this: ${scene.name}.`)
  const eventId = await newestEvent(stage)
  await settled(stage, scene.within).catch(() => {})
  const fault = await meanwhile
  const seconds = round((performance.now() - began) / 1000)
  sink.behave({})
  const counts = await countsOf(stage, eventId)
  const after = await activeIn(stage)
  const faults = judge(scene, before, after, sink.accepted.slice(from), counts)
  if (fault) faults.push(fault)
  if (answer.status !== 201) faults.push(`the post was answered with ${answer.status}`)
  return { scene: scene.name, faults, seconds, people: before.size, ...counts, accepted: sink.accepted.length - from }
}

type Counts = { waiting: number; sent: number; failed: number; suppressed: number; skipped: number; retried: number }

/** The mail server's log says who was told; the ledger must say the same, and the addresses must still be what they are. */
function judge(scene: Scene, before: Set<string>, after: Set<string>, accepted: Accepted[], counts: Counts): string[] {
  const copies = Map.groupBy(accepted, ({ to }) => to)
  const faults: string[] = []
  const none = () => false
  const { gone = none, refused = none, twice = none } = scene
  const wrong = { lost: 0, repeated: 0, mailedThoughRefused: 0, severalNames: 0, wronglyGivenUp: 0, notGivenUp: 0 }
  for (const address of before) {
    const mails = copies.get(address) ?? []
    const wanted = gone(address) || refused(address) ? 0 : 1
    if (mails.length < wanted) wrong.lost++
    if (mails.length > (wanted && twice(address) ? 2 : 1)) wrong.repeated++
    if (mails.length > 0 && wanted === 0) wrong.mailedThoughRefused++
    if (new Set(mails.map(({ id }) => id)).size > 1) wrong.severalNames++
    if (after.has(address) && gone(address)) wrong.notGivenUp++
    if (!after.has(address) && !gone(address)) wrong.wronglyGivenUp++
  }
  for (const [what, n] of Object.entries(wrong)) if (n > 0) faults.push(`${what}: ${n}`)
  if (accepted.some(({ whole }) => !whole)) faults.push('a mail that was cut off was accepted')
  const all = [...before]
  const expected = {
    sent: copies.size,
    failed: all.filter(refused).length,
    suppressed: all.filter(gone).length,
    waiting: 0,
  }
  for (const [name, n] of Object.entries(expected))
    if (counts[name as keyof Counts] !== n)
      faults.push(`the ledger says ${name} ${counts[name as keyof Counts]}, not ${n}`)
  return faults
}

async function rows(db: Client, sql: string) {
  return (await db.execute(sql)).rows as unknown as Record<string, string | number>[]
}

async function activeIn({ db }: Stage): Promise<Set<string>> {
  return new Set(
    (await rows(db, "select address from subscribers where state = 'active'")).map(({ address }) => String(address)),
  )
}

async function newestEvent({ db, incident }: Stage): Promise<number> {
  const [row] = await rows(db, `select max(id) as id from events where tell = 'list' and incident_id = '${incident}'`)
  return Number(row?.id)
}

async function countsOf({ db }: Stage, eventId: number): Promise<Counts> {
  const sums = ['waiting', 'sent', 'failed', 'suppressed', 'skipped', 'retried'].map(
    (name) => `sum(${name}) as ${name}`,
  )
  const [row] = await rows(db, `select ${sums} from fan_outs where event_id = ${eventId}`)
  return { ...row } as Counts
}

/** Resolves when nothing is left to tell, and what the answers said of addresses is noted: that comes a moment later. */
async function settled({ db }: Stage, seconds: number): Promise<void> {
  const left = `select 1 from events where tell = 'list' and not exists (select 1 from fan_outs where event_id = events.id)
    union all select 1 from fan_outs where expanded_at is null or waiting > 0
    union all select 1 from deliveries join subscribers on subscribers.id = recipient_id
    where deliveries.state = 'suppressed' and subscribers.state = 'active' limit 1`
  await until(async () => (await rows(db, left)).length === 0, 'everybody to be told', seconds * 1000)
}

if (import.meta.main) {
  const [subscribers = '2000', only = ''] = process.argv.slice(2)
  const { ok, ...figures } = await proveHostile(Number(subscribers), only)
  verdict('prove:hostile', ok, figures)
}
