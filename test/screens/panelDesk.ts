import type { Page } from 'playwright-core'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { subscriberComponents, subscribers } from '../../db/schema.ts'
import type { ChannelKind } from '../../db/vocabulary.ts'
import { begins } from '../cast.ts'
import { type Shop, shop } from '../site/shop.ts'
import type { Shot } from './panelShots.ts'
import { type Stage, stageOf } from './panelStage.ts'

/** A post to 1,204 people on three channels, two thirds of it done; and one of the summer, of which only counts are left. */
export async function sendingDay(): Promise<Stage> {
  const w = await shop('2026-08-03T09:00:00Z')
  const mara = w.as('mara')
  const summerIncident = await openIncident(mara, { name: 'Search found nothing', body: 'We are looking into it.' })
  await resolveIncident(mara, { incidentId: summerIncident, body: 'Search finds again.', notify: false })
  await people(w)
  w.clock.set('2026-11-19T12:58:00Z')
  const name = 'Card payments are failing for some customers'
  const components = [{ id: w.ids.cards as string, state: 'partial_outage' as const }]
  const incidentId = await openIncident(mara, { name, body: 'Some payments fail.', severity: 'SEV2', components })
  w.clock.set('2026-11-19T13:18:00Z')
  await postUpdate(mara, { incidentId, body: 'The provider of card payments is slow.', status: 'identified' })
  const rows = await rowsOf(w, "select id, public_seq as version from events where tell = 'list' order by id")
  const [summer, opened, newest] = rows as unknown as { id: number; version: number }[]
  if (!summer || !opened || !newest) throw new Error('Three were told.')
  await write(
    w,
    `insert into fan_outs (event_id, channel, expanded_at, sent, failed, first_settled_at, last_settled_at, folded_at)
    values (${summer.id}, 'email', 1, 1087, 4, ${at('2026-08-03T09:00:02Z')}, ${at('2026-08-03T09:03:40Z')}, ${at('2026-11-02T04:00:00Z')})`,
  )
  await told(w, opened.id, { from: '2026-11-19T12:58:02Z', to: '2026-11-19T13:01:40Z', sent: 'true' })
  await told(w, newest.id, {
    from: '2026-11-19T13:18:11Z',
    to: '2026-11-19T13:21:10Z',
    sent: "id > 390 or channel <> 'email'",
  })
  w.clock.set('2026-11-19T13:21:12Z')
  const versions = { moving: newest.version, done: opened.version, folded: summer.version }
  const numbers = Object.fromEntries(Object.entries(versions).map(([key, n]) => [key, String(n)]))
  return stageOf(w, { ...w.ids, incidentId, ...numbers })
}

export function shotsOfSending({ ids }: Stage): Shot[] {
  const moving = `/manage/deliveries/${ids.moving}`
  const done = `/manage/deliveries/${ids.done}`
  return [
    { name: 'sending-overview', path: '/manage' },
    { name: 'sending-deliveries', every: true, path: '/manage/deliveries' },
    { name: 'sending', every: true, path: moving },
    { name: 'sending-posted', path: `/manage/incidents/${ids.incidentId}?posted` },
    { name: 'sent', every: true, path: done },
    { name: 'sent-words', path: done, act: (page) => page.click('.words summary') },
    { name: 'sent-found', path: `${done}?show=all&words=haldane` },
    { name: 'sent-none', path: `${done}?show=failed&words=nobody` },
    { name: 'sent-folded', path: `/manage/deliveries/${ids.folded}` },
    { name: 'sent-again', path: `${moving}?show=waiting&again=13` },
    { name: 'subscriber', every: true, path: '/manage/subscribers/1' },
    { name: 'subscriber-paused', path: '/manage/subscribers/2' },
    { name: 'subscriber-endpoint', path: '/manage/subscribers/1151' },
    { name: 'subscriber-missing', path: '/manage/subscribers/99999' },
    { name: 'sending-languages', every: true, path: `/manage/incidents/${ids.incidentId}`, act: inGerman },
    { name: 'endpoints', every: true, path: '/manage/endpoints' },
    { name: 'endpoints-refused', path: '/manage/endpoints', act: addedInside },
    { name: 'endpoint', every: true, path: '/manage/endpoints/1151' },
    { name: 'endpoint-failing', path: '/manage/endpoints/1153' },
    { name: 'endpoint-probed', path: '/manage/endpoints/1152', act: (page) => page.click('[action$=probes] button') },
    { name: 'endpoint-secret', path: '/manage/endpoints/1152', act: (page) => page.click('[action$=secret] button') },
    { name: 'endpoint-missing', path: '/manage/endpoints/1' },
    { name: 'people', every: true, path: '/manage/people' },
    { name: 'people-sure', path: '/manage/people', act: (page) => page.click('[aria-label="Forget Vic Viewer"]') },
  ]
}

async function inGerman(page: Page) {
  const form = page.locator('#update')
  await form.getByText('In other languages').click()
  await form.getByLabel('What is new for customers').fill('Two thirds of the payments go the other way now.')
  await form.getByLabel('German').fill('Zwei Drittel der Zahlungen gehen jetzt den anderen Weg.')
  await form.getByText('It goes out in English and German.').waitFor()
}

async function addedInside(page: Page) {
  await page.fill('[name=url]', 'https://10.0.0.8/hook')
  await page.fill('[name=owner]', 'ops@example.org')
  await page.click('aside .go')
}

const names = [
  'orders@haldane-wholesale.example',
  'purchasing.department.of.the.whole.group@mail.koster-groep-netherlands.example',
  'j.moreau@atelier-sud.example',
]
const hosts: [ChannelKind, string][] = [
  ['webhook', 'hooks.freshfields.example'],
  ['slack', 'hooks.slack.com'],
]

/** 1,150 addresses, 38 webhooks and 16 chats. */
async function people(w: Shop) {
  const common = { createdAt: begins, askedAt: begins, confirmedAt: begins, asks: [], state: 'active' as const }
  const mail = Array.from({ length: 1150 }, (_, n) => {
    const address = names[n] ?? `shop${n}@books${n % 9}.example`
    return { ...common, address, addressKey: address }
  })
  Object.assign(mail[0] as object, { everything: false, language: 'de', floor: 'new_and_resolved', failures: 2 })
  for (const [n, one] of mail.entries()) if (n % 5 === 3) Object.assign(one, { language: n % 2 ? 'fr' : 'ja' })
  Object.assign(mail[1] as object, { state: 'paused', pausedUntil: new Date('2026-11-23T08:00:00Z') })
  const ends = Array.from({ length: 54 }, (_, n) => {
    const [channel, host] = hosts[n < 38 ? 0 : 1] as [ChannelKind, string]
    const own = { channel, host, ownerAddress: `ops@company${n}.example` }
    return { ...common, ...own, address: `sealed${n}`, addressKey: `sealed${n}` }
  })
  Object.assign(ends[2] as object, { failures: 9, failingSince: new Date('2026-11-19T04:10:00Z') })
  await w.ctx.db.write('urgent', async (tx) => {
    for (let n = 0; n < mail.length; n += 100) await tx.insert(subscribers).values(mail.slice(n, n + 100))
    await tx.insert(subscribers).values(ends)
    for (const short of ['cards', 'checkout'])
      await tx.insert(subscriberComponents).values({ subscriberId: 1, componentId: w.ids[short] as string })
  })
}

/** What became of each: most as said, some as it goes. */
async function told(w: Shop, event: number, { from, to, sent }: { from: string; to: string; sent: string }) {
  await write(
    w,
    `
    insert into deliveries (event_id, channel, recipient_kind, recipient_id, rank, state, attempts, outcome, settled_at, next_try_at)
    select ${event}, channel, 'subscriber', id, 1, state, 1 + (state = 'retrying') * 2, case state
      when 'failed' then '554 5.7.1 Service unavailable; client host blocked using a block list'
      when 'bounced' then '552 5.2.2 mailbox over quota'
      when 'suppressed' then '550 5.1.1 The email account that you tried to reach does not exist'
      when 'retrying' then '452 4.2.2 mailbox full' when 'skipped' then 'does not follow any more'
      when 'sent' then '250 2.0.0 Ok: queued' end,
    case when state not in ('waiting', 'retrying') then ${at(from)} + id * (${at(to)} - ${at(from)}) / 1204 end,
    case when state = 'retrying' then ${at(to)} + 600000 end from (
      select id, channel, case when id % 239 = 1 then 'failed' when id % 307 = 3 then 'bounced' when id % 401 = 9 then 'suppressed'
      when id % 409 = 6 then 'skipped' when not (${sent}) and id % 29 = 0 then 'retrying' when ${sent} then 'sent' else 'waiting' end as state
      from subscribers)`,
  )
  const n = (state: string) => `sum(state = '${state}') as ${state}`
  const counted = ['sent', 'failed', 'bounced', 'suppressed', 'skipped'] as const
  await write(
    w,
    `
    insert into fan_outs (event_id, channel, expanded_at, waiting, retried, ${counted.join(', ')},
      first_settled_at, last_settled_at, pace_since)
    select event_id, channel, ${at(from)}, sum(state in ('waiting', 'retrying')), sum(attempts - 1), ${counted.map(n).join(', ')},
      ${at(from)}, case when channel = 'email' then ${at(to)} else ${at(from)} + 4000 end, ${at(from)}
    from deliveries where event_id = ${event} group by event_id, channel`,
  )
}

const at = (iso: string) => Date.parse(iso)
const write = (w: Shop, sql: string) => w.ctx.db.write('urgent', (tx) => tx.run(sql))
const rowsOf = async (w: Shop, sql: string) => (await w.ctx.db.client.execute(sql)).rows
