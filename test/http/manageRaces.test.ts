import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf, typedIn } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
})
afterEach(() => w.close())

const opened = () =>
  openIncident(w.as('mara'), {
    name: 'Checkout is slow',
    body: 'Paying takes a minute.',
    components: [{ id: w.components.checkout, state: 'degraded_performance' }],
  })
test('a double click on an update is no race between two people', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  const [first] = await w.ctx.db.read.select().from(updates)
  const fields = {
    form: 'update',
    once: 'abcdefghijkl',
    seen: first?.id as string,
    body: 'Getting better.',
    promise: 'none',
  }
  for (let n = 0; n < 2; n++) {
    const answer = await panel.post(`/manage/incidents/${id}/updates`, fields, cookie)
    expect(answer.status).toBe(303)
  }
  expect(await w.ctx.db.read.select().from(updates)).toHaveLength(2)
})

test('somebody posted while I was typing: my text is kept, theirs is shown, and the second try goes through', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  const [first] = await w.ctx.db.read.select().from(updates)
  const mine = { form: 'update', seen: first?.id as string, body: 'My own words.', promise: 'none' }
  w.clock.advance(1000)
  await panel.post(`/manage/incidents/${id}/updates`, { ...mine, body: 'Quicker words.' }, cookie)
  const refused = await panel.post(`/manage/incidents/${id}/updates`, mine, cookie)
  const html = await refused.text()
  expect(refused.status).toBe(409)
  expect(html).toContain('Somebody posted while you were typing')
  expect(html).toContain('Quicker words.')
  expect(typedIn(html, 'body')).toBe('My own words.')
  const seen = /name="seen" value="(\w+)"/.exec(html)?.[1] as string
  expect((await panel.post(`/manage/incidents/${id}/updates`, { ...mine, seen }, cookie)).status).toBe(303)
})

test('wrong moves answer 409 with a sentence, and unknown things 404', async () => {
  const id = await opened()
  const cookie = await cookieOf(w.ctx, 'manager')
  await panel.post(`/manage/incidents/${id}/resolution`, { form: 'resolve', body: 'Over.' }, cookie)
  const late = await panel.post(
    `/manage/incidents/${id}/updates`,
    { form: 'update', body: 'Late.', promise: 'none' },
    cookie,
  )
  expect(late.status).toBe(409)
  for (const path of [
    '/manage/incidents/nosuchthing0',
    '/manage/updates/nosuchthing0',
    '/manage/maintenance/nosuchthing0',
    '/manage/components/nosuchthing0',
    '/manage/deliveries/99',
    '/manage/mailbox',
    '/manage/nothing',
  ])
    expect((await panel.get(path, cookie)).status, path).toBe(404)
  expect((await panel.post('/manage/incidents/nosuchthing0/updates', { body: 'x' }, cookie)).status).toBe(404)
})
