import { createClient } from '@libsql/client'
import { every, stateOf, textOf } from './writing.ts'

/**
 * What a copy of the writer's database holds, and what in it does not belong to one moment: it must hold exactly the first
 * so many writes, each of them whole.
 */
export async function momentOf(file: string) {
  const client = createClient({ url: `file:${file}` })
  const rows = async (sql: string) => (await client.execute(sql)).rows
  const number = async (sql: string) => Number((await rows(sql))[0]?.[0])
  const faults: string[] = []
  const same = (what: string, a: unknown, b: unknown) => {
    if (a !== b) faults.push(`${what}: ${a}, not ${b}`)
  }
  const posts = (await rows('select body from updates order by rowid')).map(({ body }) => String(body))
  const notes = (
    await rows("select json_extract(after, '$.n') as n from events where kind = 'person.signedOut' order by id")
  ).map(({ n }) => Number(n))
  const newest = (posts.length - 1) * every
  const wanted = Array.from({ length: newest + notes.length + every }, (_, n) => n).filter((n) => n % every !== 0)
  same(
    'posts, from the first on',
    posts.every((body, n) => body === textOf(n * every)),
    true,
  )
  same(
    'notes, from the first on',
    notes.every((n, index) => n === wanted[index]),
    true,
  )
  const between = notes.length - (newest / every) * (every - 1)
  same('notes since the newest post fit before the next', between >= 0 && between < every, true)
  same(
    'events of posts',
    await number(
      "select count(*) from events where kind in ('incident.opened', 'incident.updated', 'incident.resolved')",
    ),
    posts.length,
  )
  same('gaps in the version', await number('select max(public_seq) - count(public_seq) from events'), 0)
  const open = await rows('select state from claims where ended_at is null and replaced_at is null')
  same('open claims', open.map(({ state }) => state).join() || 'operational', stateOf(newest))
  const shownThen =
    'select new_state from update_components where update_id = (select id from updates order by rowid desc limit 1)'
  same('the state that the newest post shows', (await rows(shownThen))[0]?.new_state, stateOf(newest))
  const wrong = `select count(*) from fan_outs f where f.waiting + f.sent + f.failed + f.suppressed + f.skipped
    <> (select count(*) from deliveries d where d.event_id = f.event_id)`
  same('fan-outs that count wrongly', await number(wrong), 0)
  const moment = {
    writes: posts.length + notes.length,
    faults,
    integrity: String((await rows('pragma integrity_check'))[0]?.[0]),
    foreignKeys: (await rows('pragma foreign_key_check')).length,
    waiting: await number("select count(*) from deliveries where state in ('waiting', 'retrying', 'leased')"),
    subscribers: await number("select count(*) from subscribers where state = 'active'"),
  }
  client.close()
  return moment
}
