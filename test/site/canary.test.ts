import { get as ask } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newestVersion } from '../../api/events/commit.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { publicFiles } from '../../api/reads/publicFiles.ts'
import { publicPaths } from '../../api/reads/publicPaths.ts'
import { type Door, openDoor } from '../http/door.ts'
import { until } from '../server.ts'
import { builtSite, type Site } from './built.ts'
import { canary, keepSecrets, placesOf } from './secrets.ts'

let door: Door
let site: Site
let ids: { running: string; over: string }
const live = { text: '', close: () => {} }

beforeAll(async () => {
  site = await builtSite()
  door = await openDoor()
  const mara = door.as('mara')
  const components = [{ id: door.components.search, state: 'major_outage' as const }]
  const reported = await openIncident(mara, { name: 'Search failed', body: 'It fails.', components })
  door.clock.advance(60_000)
  await resolveIncident(mara, { incidentId: reported, body: 'Over.' })
  await publishPostmortem(mara, { incidentId: reported, title: 'Why', body: 'Because.' })
  const over = await openIncident(mara, { name: 'Checkout failed', body: 'It fails.', components })
  door.clock.advance(60_000)
  await resolveIncident(mara, { incidentId: over, body: 'Over.' })
  const running = await openIncident(mara, { name: 'Search fails', body: 'It fails.', components })
  const window = { scheduledFor: '2026-03-29T00:30:00Z', scheduledUntil: '2026-03-29T03:30:00Z' }
  await scheduleMaintenance(mara, { name: 'Disks', body: 'Larger.', components: [door.components.search], ...window })
  ids = { running, over }
  await until(async () => door.seen.version === (await newest()), 'the edition to be up to date')
  listen()
  await until(async () => live.text.includes('id: '), 'the stream to greet')
})
afterAll(async () => {
  live.close()
  await door.close()
})

const newest = () => newestVersion(door.ctx.db.read)

function listen() {
  const request = ask({ port: door.port, host: '127.0.0.1', path: '/live' }, (answer) => {
    answer.on('data', (part) => {
      live.text += part
    })
  })
  request.on('error', () => {})
  live.close = () => void request.destroy()
}

/** Everything that a stranger can read, headers and bytes, by path. */
async function everything(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const files = [
    ...(await publicFiles(door.ctx)),
    '/history.json?page=2',
    '/embed.js',
    '/healthz',
    '/api/v2/nothing.json',
  ]
  for (const path of files) {
    const { status, headers, text } = await door.get(path)
    const { date, ...kept } = headers
    const told = path.includes('nothing') || path === '/healthz' ? '' : JSON.stringify(kept)
    found.set(path, `${status} ${told}\n${text}`)
  }
  const pages = (await publicPaths(door.ctx)).map(({ path }) => path)
  for (const path of [
    ...pages,
    '/subscribe',
    '/subscribe/webhook',
    '/nothing',
    '/de',
    '/ja/history',
    `/i/${ids.over}`,
  ]) {
    const answer = await site.show(door.ctx, path)
    found.set(path, `${answer.status} ${JSON.stringify([...answer.headers])}\n${await answer.text()}`)
  }
  return found
}

it('what is private is read nowhere, and moves nothing: no byte, no ETag, no date, no id of the stream', async () => {
  const before = await everything()
  expect(before.size).toBeGreaterThan(60)
  expect([...before].filter(([, text]) => !/^(200|301|302|308|404) /.test(text)).map(([path]) => path)).toEqual([])
  const { version } = door.seen
  const heard = live.text
  expect(heard).toContain(`id: ${version}`)

  await keepSecrets(door, ids)
  // So that "nowhere" means something: these are the places where it does stand.
  expect(await placesOf(door)).toEqual(expect.arrayContaining(places))
  await door.edition.catchUp()
  const after = await everything()
  expect([...after.keys()]).toEqual([...before.keys()])
  for (const [path, text] of after) {
    expect.soft(text === before.get(path), path).toBe(true)
    expect.soft(/canary9q4|SEV[1-4]/i.test(text), path).toBe(false)
  }
  expect([await newest(), live.text.replace(/^:\n\n/gm, '')]).toEqual([version, heard])
})

it('nor does it come along when something public is said next', async () => {
  const version = await newest()
  await postUpdate(door.as('mara'), { incidentId: ids.running, status: 'identified', body: 'It is the index.' })
  await until(async () => live.text.includes(`id: ${version + 1}`), 'the stream to say so')
  await until(async () => (await door.get('/feed.json')).text.includes('It is the index.'), 'the feed to say so')
  const after = await everything()
  for (const [path, text] of after) expect.soft(new RegExp(`${canary}|SEV[1-4]`, 'i').test(text), path).toBe(false)
  expect(live.text).not.toContain(canary)
})

const places = [
  'action_items.owner',
  'action_items.title',
  'api_keys.name',
  'drafts.fields',
  'people.email',
  'people.name',
  'postmortems.draft_body',
  'postmortems.draft_title',
  'postmortems.review',
  'sessions.user_agent',
  'subscribers.address',
  'subscribers.host',
  'subscribers.owner_address',
]
