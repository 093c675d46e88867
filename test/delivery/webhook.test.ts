import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemResolve } from '../../api/context/outsideUrl.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { newsOf } from '../../api/delivery/news.ts'
import { webhookChannel } from '../../api/delivery/webhook.ts'
import { webhookBody } from '../../api/delivery/webhookBody.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { rotateSecret } from '../../api/subscribers/endpoints/rotateSecret.ts'
import { subscribers } from '../../db/schema.ts'
import { signedByOpenssl } from '../sinks/openssl.ts'
import type { Posted } from '../sinks/webhook.ts'
import { type Hooked, hookedWorld, sendBy } from './hooked.ts'

let w: Hooked
beforeEach(async () => {
  w = await hookedWorld()
})
afterEach(() => w.close())

const outage = (more: object = {}) =>
  openIncident(w.as('mara'), {
    name: 'Checkout fails <b>',
    body: 'Nobody can **pay** & we look.',
    components: [{ id: w.components.checkout, state: 'major_outage' }],
    ...more,
  })
test('a message has the shape of Statuspage’s, is signed, and openssl agrees', async (t) => {
  const { url, received } = await w.receiver()
  const { id, secret } = await w.hook(`${url}/hook`)
  const incident = await outage()
  const channel = webhookChannel(w.ctx, systemResolve)
  expect(await sendBy(channel, await w.newestEvent(), id)).toEqual({ kind: 'sent', answer: 'HTTP 204' })
  const { headers, body, path } = received[0] as Posted
  expect([path, headers['content-type'], headers['user-agent']]).toEqual([
    '/hook',
    'application/json',
    'Candor (+https://status.harbour.example)',
  ])
  expect(headers['webhook-timestamp']).toBe(String(w.clock.now().getTime() / 1000))
  const leave = `https://status.harbour.example/unsubscribe/${mailedToken(w.ctx.keys, 'leave', id, 0)}`
  expect(JSON.parse(body)).toMatchObject({
    meta: {
      unsubscribe: leave,
      documentation: expect.stringContaining('/subscribe/webhook'),
      event: 'incident.opened',
    },
    page: { id: 'harbourpage0', status_indicator: 'major', status_description: 'Partial System Outage' },
    incident: {
      id: incident,
      name: 'Checkout fails <b>',
      status: 'investigating',
      impact: 'critical',
      scheduled_for: null,
      shortlink: `https://status.harbour.example/incidents/${incident}`,
      incident_updates: [
        {
          body: 'Nobody can pay &amp; we look.',
          status: 'investigating',
          affected_components: [{ name: 'Checkout', old_status: 'operational', new_status: 'major_outage' }],
        },
      ],
      components: [{ name: 'Checkout', status: 'major_outage', page_id: 'harbourpage0' }],
    },
  })
  const said = signedByOpenssl(secret, `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  if (said === undefined) return t.skip('openssl is not installed')
  expect(headers['webhook-signature']).toBe(`v1,${said}`)
})

test('the name of a message is the same on every attempt, its time that of the attempt, and another one’s differs', async () => {
  const { url, received } = await w.receiver()
  const [one, other] = [await w.hook(`${url}/one`), await w.hook(`${url}/other`)]
  await outage()
  const event = await w.newestEvent()
  const channel = webhookChannel(w.ctx, systemResolve)
  for (const attempt of [1, 2]) {
    await sendBy(channel, event, one.id, attempt)
    w.clock.advance(5000)
  }
  await sendBy(webhookChannel(w.ctx, systemResolve), event, other.id)
  const of = (header: string) => received.map(({ headers }) => headers[header])
  const [first, second, third] = of('webhook-id')
  expect([first === second, first === third]).toEqual([true, false])
  expect(first).toMatch(/^msg_[\w-]{22}$/)
  expect(new Set(of('webhook-timestamp')).size).toBe(3)
})

test('while a new secret takes over, messages carry a signature of each; after a day only its own', async () => {
  const { url, received } = await w.receiver()
  const { id, secret } = await w.hook(url)
  const { secret: fresh } = await rotateSecret(w.as('ada'), { id: String(id) })
  await outage()
  const channel = webhookChannel(w.ctx, systemResolve)
  await sendBy(channel, await w.newestEvent(), id)
  w.clock.advance(86_400_000 - 1)
  await sendBy(channel, await w.newestEvent(), id)
  w.clock.advance(1)
  await sendBy(channel, await w.newestEvent(), id)
  const made = received.map(({ headers, body }) => {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    return {
      said: headers['webhook-signature'],
      old: signedByOpenssl(secret, signed),
      own: signedByOpenssl(fresh ?? '', signed),
    }
  })
  expect(made.map(({ said, old, own }) => said === `v1,${own} v1,${old}`)).toEqual([true, true, false])
  expect(made[2]?.said).toBe(`v1,${made[2]?.own}`)
})

test('a late message says how things stand now; a withdrawn post is not sent', async () => {
  const incidentId = await outage()
  const opened = await w.newestEvent()
  w.clock.advance(60_000)
  const updateId = await postUpdate(w.as('mara'), { incidentId, status: 'identified', body: 'Found it.' })
  const posted = await w.newestEvent()
  const late = await newsOf(w.ctx, opened)
  const body = late && (await webhookBody(w.ctx, late))
  expect(body).toMatchObject({ incident: { status: 'identified', incident_updates: [{ body: 'Found it.' }, {}] } })
  await retractUpdate(w.as('mara'), { updateId, reason: 'Meant for another page.' })
  expect(await newsOf(w.ctx, posted)).toBeUndefined()
  const { id } = await w.hook('http://127.0.0.1:9/')
  expect(await sendBy(webhookChannel(w.ctx, systemResolve), posted, id)).toMatchObject({ kind: 'skipped' })
})

test('without its secret a message is not sent unsigned', async () => {
  const { url, received } = await w.receiver()
  const { id } = await w.hook(url)
  await w.ctx.db.write('urgent', (tx) =>
    tx.update(subscribers).set({ secret: 's1.AAAA' }).where(eq(subscribers.id, id)),
  )
  await outage()
  const outcome = await sendBy(webhookChannel(w.ctx, systemResolve), await w.newestEvent(), id)
  expect(outcome).toEqual({ kind: 'later', answer: 'Its secret cannot be opened with our key.' })
  expect(received).toHaveLength(0)
})
