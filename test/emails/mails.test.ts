import { afterEach, beforeEach, expect, test } from 'vitest'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
  await w.subscriber('sam@example.org')
})
afterEach(() => w.close())

test('a post on an incident says what, since when, what next, what to do and what is affected', async () => {
  const incidentId = await open()
  await w.deliverAll()
  w.clock.advance(22 * 60_000)
  await postUpdate(w.as('mara'), {
    incidentId,
    status: 'identified',
    body: 'A **release** is taken back.\n\n- Paying by invoice works',
    components: [{ id: w.components.checkout, state: 'major_outage' }],
    nextUpdateBy: new Date('2026-03-02T09:40:00Z'),
  })
  const { subject, text, html } = await newest()
  expect(subject).toBe('Checkout fails')
  const [own, leave] = links(text)
  expect(text).toBe(`Identified: Checkout fails

Major outage · began 10:00 CET
Update 2 · Sunday 1 March 2026, 10:22 CET

A release is taken back.

- Paying by invoice works

Next update by Mon 2 Mar, 10:40 CET

What you can do
  Pay by invoice.

Affected
  Checkout: major outage
  Search: degraded

Not affected
  Orders already placed

Read both updates:
https://status.harbour.example/incidents/${incidentId}

-- 
Harbour Books Status
Sent to sam@example.org
You follow everything on this status page.
Change what you get:
${own}
Unsubscribe:
${leave}
Status page:
https://status.harbour.example
`)
  expect(visible(html)).toContain('Identified: A release is taken back.')
  for (const words of [
    'Major outage',
    'began 10:00 CET',
    'Next update by Mon 2 Mar, 10:40 CET',
    'Pay by invoice.',
    'Orders already placed',
  ])
    expect(visible(html)).toContain(words)
  expect(html).toContain('<strong>release</strong>')
})

test('the end says how long it took, and advice is over', async () => {
  const incidentId = await open()
  await w.deliverAll()
  w.clock.advance(90 * 60_000)
  await resolveIncident(w.as('mara'), { incidentId, body: 'All orders go through.' })
  const { text } = await newest()
  expect(text).toMatch(/^Resolved: Checkout fails\n\nResolved · after 1 h 30 min\nUpdate 2 · Sunday/)
  expect(text).not.toMatch(/What you can do|Affected|Not affected/)
})

test('a correction reaches those who have not got the mail yet', async () => {
  const incidentId = await open()
  await w.deliverAll()
  const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'Foud the cause.' })
  await correctUpdate(w.as('mara'), { updateId, body: 'Found the cause.' })
  expect((await newest()).text).toContain('Found the cause.')
  expect(w.mailbox()).toHaveLength(2)
})

test('a mail that comes late stands in its place in the conversation: it is dated when it was said', async () => {
  const incidentId = await open()
  w.clock.advance(60_000)
  await resolveIncident(w.as('mara'), { incidentId, body: 'Over.' })
  w.clock.advance(60_000)
  await w.deliverAll()
  const dated = w.mailbox().map(({ text, headers }) => [text.split(':')[0], headers.Date])
  expect(dated).toEqual([
    ['Resolved', 'Sun, 01 Mar 2026 09:01:00 +0000'],
    ['Investigating', 'Sun, 01 Mar 2026 09:00:00 +0000'],
  ])
})

test('a published post-mortem is told with its first words and where to read it', async () => {
  const incidentId = await open()
  await w.deliverAll()
  await resolveIncident(w.as('mara'), { incidentId, body: 'Over.' })
  await w.deliverAll()
  await publishPostmortem(w.as('mara'), {
    incidentId,
    title: 'Why orders failed',
    body: 'A release refused **gift cards**. '.repeat(60),
  })
  const { subject, text, headers } = await newest()
  expect(subject).toBe('Post-mortem: Why orders failed')
  expect(text).toContain(`https://status.harbour.example/reports/${incidentId}`)
  expect(text).toContain('A release refused gift cards.')
  expect(text.length).toBeLessThan(1500)
  expect(headers.References).toBe(w.mailbox()[0]?.headers['Message-ID'])
})

test('each reader finds their own address and way out, and nobody else’s', async () => {
  await w.subscriber(`o'neil&co@example.org`, { only: [w.components.checkout] })
  await open()
  await w.deliverAll()
  const [sam, neil] = ['sam@example.org', `o'neil&co@example.org`].map((address) => w.mailbox(address)[0])
  if (!sam || !neil) throw new Error('Both must have got one.')
  const link = ({ text }: { text: string }) => /unsubscribe\/\S+/.exec(text)?.[0] ?? 'none'
  expect(sam.html).toContain(link(sam))
  expect(neil.html).toContain(link(neil))
  expect(neil.headers['List-Unsubscribe']).toContain(link(neil))
  for (const part of ['html', 'text'] as const) {
    expect(sam[part]).not.toContain(link(neil))
    expect(sam[part]).not.toContain('neil')
    expect(neil[part]).not.toContain('sam@')
    expect(neil[part]).not.toMatch(/mark[0-9a-f]{32}/)
  }
  expect(neil.html).toContain('o&#39;neil&amp;co@example.org<br>You follow what you chose')
  expect(neil.text).toContain(`o'neil&co@example.org\nYou follow what you chose`)
})

function open(more: Partial<Parameters<typeof openIncident>[1]> = {}) {
  return openIncident(w.as('mara'), {
    name: 'Checkout fails',
    body: 'We look into it.',
    components: [
      { id: w.components.checkout, state: 'partial_outage' },
      { id: w.components.search, state: 'degraded_performance' },
    ],
    advice: 'Pay **by invoice**.',
    notAffected: 'Orders already placed',
    ...more,
  })
}

async function newest() {
  await w.deliverAll()
  const mail = w.mailbox('sam@example.org').at(-1)
  if (!mail) throw new Error('Sam got nothing.')
  return mail
}

/** The reader's own page, and the way out. */
const links = (text: string) => text.match(/https:\S+\/(following|unsubscribe)\/\S+/g) ?? []

const visible = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
