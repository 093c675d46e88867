import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { incidents } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf, typedIn } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
})
afterEach(() => w.close())

const rows = async () => (await w.ctx.db.read.select().from(incidents)).length

test('opening an incident goes to it, with states, severity and promise', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout, search } = w.components
  const answer = await panel.post(
    '/manage/incidents',
    {
      form: 'open',
      name: 'Checkout is down',
      body: 'Nobody can pay.',
      severity: 'SEV1',
      promise: '30',
      [`on.${checkout}`]: 'yes',
      [`state.${checkout}`]: 'major_outage',
      [`state.${search}`]: 'partial_outage',
    },
    cookie,
  )
  expect(answer.status).toBe(303)
  const id = answer.headers.get('location')?.replace(/^\/manage\/incidents\/(\w+)\?posted$/, '$1') as string
  const page = await (await panel.get(`/manage/incidents/${id}?posted`, cookie)).text()
  for (const words of ['Checkout is down', 'SEV1', 'Major outage', 'promised by 10:30', 'It is on the page'])
    expect(page, words).toContain(words)
  const [row] = await w.ctx.db.read.select().from(incidents).where(eq(incidents.id, id))
  expect(row?.impact).toBe('critical')
})

test('what is refused comes back with a sentence at each field and everything that was typed', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout } = w.components
  const body = `<b>&"' ${'long '.repeat(6000)}`
  const fields = {
    form: 'open',
    name: 'Über <script>',
    body,
    severity: 'SEV2',
    promise: 'at',
    promiseAt: '',
    advice: 'Try **later**',
    [`on.${checkout}`]: 'yes',
    [`state.${checkout}`]: 'major_outage',
  }
  const answer = await panel.post('/manage/incidents', fields, cookie)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await rows()).toBe(0)
  expect(html).toContain('at most 25,000 characters')
  expect(html).toContain('Say at what time')
  expect(typedIn(html, 'name')).toBe('Über <script>')
  expect(typedIn(html, 'body')).toBe(body)
  expect(typedIn(html, 'advice')).toBe('Try **later**')
  expect(html).toMatch(new RegExp(`name="on.${checkout}"[^>]* checked`))
  expect(html).toMatch(new RegExp(`name="state.${checkout}" value="major_outage" checked`))
  expect(html).toMatch(/<option value="SEV2" selected/)
})

test('a double click posts once, and both clicks arrive at the same place', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const fields = { form: 'open', once: 'abcdefghijkl', name: 'Search is slow', body: 'We look.', promise: 'none' }
  const both = await Promise.all([
    panel.post('/manage/incidents', fields, cookie),
    panel.post('/manage/incidents', fields, cookie),
  ])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(new Set(both.map(({ headers }) => headers.get('location'))).size).toBe(1)
  expect(await rows()).toBe(1)
})

test('the same form with other words, after "back", asks to look first', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const fields = { form: 'open', once: 'abcdefghijkl', name: 'Search is slow', body: 'We look.', promise: 'none' }
  await panel.post('/manage/incidents', fields, cookie)
  const answer = await panel.post('/manage/incidents', { ...fields, body: 'We look again.' }, cookie)
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain('sent once already')
  expect(html).toContain('We look again.')
  expect(html).not.toContain('value="abcdefghijkl"')
})

test('a preview shows the text as customers get it, and saves nothing', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout } = w.components
  const fields = {
    form: 'open',
    preview: 'yes',
    name: 'Checkout is down',
    body: 'Try **invoice**.',
    promise: '15',
    [`on.${checkout}`]: 'yes',
    [`state.${checkout}`]: 'major_outage',
  }
  const answer = await panel.post('/manage/incidents', fields, cookie)
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(html).toContain('<strong>invoice</strong>')
  expect(html).toContain('Investigating: Checkout is down')
  expect(html).toContain('Next update by 10:15')
  expect(await rows()).toBe(0)
})

test('a report is promised for a day, stands among what is owed, and can be taken back', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const id = await openIncident(w.as('mara'), { name: 'Search was down', body: 'Looking.' })
  await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
  const path = `/manage/incidents/${id}/postmortem`
  const post = (fields: object) => panel.post(`${path}/promise`, { form: 'promise', ...fields }, cookie)
  const text = async (answer: Response) => (await answer.text()).replace(/\s+/g, ' ')

  const empty = await post({ on: '' })
  expect([empty.status, await text(empty)]).toEqual([422, expect.stringContaining('Say by which day.')])
  const past = await post({ on: '2026-02-01' })
  expect([past.status, await text(past)]).toEqual([422, expect.stringContaining('for a day to come')])
  expect((await post({ on: '2026-03-05' })).headers.get('location')).toBe(path)
  expect(await text(await panel.get(path, cookie))).toContain('Promised by Thu 5 Mar.')
  const overview = await text(await panel.get('/manage', cookie))
  expect(overview).toContain('Promised to customers by Thu 5 Mar.')
  await post({ act: 'withdraw', on: '2026-03-05' })
  expect(await text(await panel.get(path, cookie))).toContain('Nothing is promised.')
  expect(await text(await panel.get('/manage', cookie))).not.toContain('Promised to customers')
})
