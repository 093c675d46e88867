import { afterEach, beforeEach, expect, test } from 'vitest'
import { newMailbox } from '../../api/delivery/mailbox.ts'
import type { Values } from '../../api/delivery/mime.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { setUpToken } from '../../api/people/setUp.ts'
import { plainHead } from '../../emails/message.ts'
import { cast } from '../cast.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
})
afterEach(() => w.close())

test('components move by buttons, one step at a time', async () => {
  const cookie = await cookieOf(w.ctx, 'manager')
  const { checkout, payments, search } = w.components
  const order = async () =>
    [...(await (await panel.get('/manage/components', cookie)).text()).matchAll(/id="c-(\w+)"/g)]
      .map(([, id]) => id)
      .slice(0, 3)
  expect(await order()).toEqual([checkout, payments, search])
  await panel.post('/manage/components/order', { move: `down ${checkout}` }, cookie)
  expect(await order()).toEqual([payments, checkout, search])
  await panel.post('/manage/components/order', { move: `up ${payments}` }, cookie)
  expect(await order()).toEqual([payments, checkout, search])
  expect((await panel.post('/manage/components/order', { move: 'up nosuchthing0' }, cookie)).status).toBe(404)
})

test('a key is shown once, with the answer that made it', async () => {
  const cookie = await cookieOf(w.ctx, 'administrator')
  const fields = { form: 'key', once: 'abcdefghijkl', name: 'Deploy script', scopes: 'post' }
  const answer = await panel.post('/manage/keys', fields, cookie)
  const key = /candor_[\w-]{43}/.exec(await answer.text())?.[0]
  expect(answer.status).toBe(201)
  expect(key).toBeDefined()
  expect(await (await panel.post('/manage/keys', fields, cookie)).text()).toContain('sent twice')
  expect(await (await panel.get('/manage/keys', cookie)).text()).not.toContain(key as string)
})

test('an administrator has somebody forgotten', async () => {
  const cookie = await cookieOf(w.ctx, 'administrator')
  expect(await (await panel.get('/manage/people', cookie)).text()).toContain('Vic Viewer')
  const answer = await panel.post(`/manage/people/${cast.vic.id}/removal`, { form: 'forget' }, cookie)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/manage/people'])
  const page = await (await panel.get('/manage/people', cookie)).text()
  expect(page).not.toContain('Vic Viewer')
  expect(page).toContain('Mara Manager')
  const refused = await panel.post(`/manage/people/${cast.vic.id}/removal`, { form: 'forget' }, cookie)
  expect(refused.status).toBe(404)
  const manager = await cookieOf(w.ctx, 'manager')
  expect((await panel.get('/manage/people', manager)).status).toBe(403)
})

test('a caught mail is shown in a cage', async () => {
  const mailbox = newMailbox()
  const html = '<html><head></head><body><script>alert(1)</script></body></html>'
  const message = { subject: 'Hello', html, text: 'Hi' }
  const sender = { name: 'H', address: 'h@example.org', host: 'example.org' }
  await mailbox.transport.send({
    returnPath: 'h@example.org',
    to: 'sam@example.org',
    messageId: '<1@x>',
    head: plainHead(message, sender, w.ctx.now()),
    template: ['To: sam@example.org\r\n\r\nHi'],
    values: {} as Values,
    message: () => message,
  })
  const demo = await panelOf({ ...w.ctx, config: { ...w.ctx.config, demo: true } }, mailbox)
  const cookie = await cookieOf(w.ctx, 'viewer')
  expect(await (await demo.get('/manage/mailbox', cookie)).text()).toContain('One mail was caught')
  const caught = await demo.get('/manage/mailbox/1/html', cookie)
  expect(caught.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'self'; sandbox/)
  expect((await demo.get('/manage/mailbox/2', cookie)).status).toBe(404)
  expect((await demo.get('/manage/mailbox/1/html')).status).toBe(303)
})

test('the set-up link lets the first administrator in, once', async () => {
  const bare = await world({ bare: true })
  const token = (await setUpToken(bare.ctx)) as string
  const fresh = await panelOf(bare.ctx)
  expect((await fresh.get('/manage/set-up?token=0-wrong')).status).toBe(404)
  expect(await (await fresh.get(`/manage/set-up?token=${token}`)).text()).toContain('Who looks after this page?')
  const ada = { token, name: 'Ada', email: 'ada@harbour.example' }
  const short = await fresh.post('/manage/set-up', { ...ada, password: 'short' })
  expect(short.status).toBe(422)
  expect(await short.text()).toMatch(/value="ada@harbour.example"/)
  const done = await fresh.post('/manage/set-up', { ...ada, password: 'four patient otters' })
  expect(done.headers.get('location')).toBe('/manage')
  const cookie = done.headers.getSetCookie()[0]?.split(';')[0]
  expect(await (await fresh.get('/manage', cookie)).text()).toContain('An empty page')
  expect((await fresh.get(`/manage/set-up?token=${token}`)).status).toBe(404)
  expect((await fresh.post('/manage/set-up', { ...ada, password: 'four patient otters' })).status).toBe(404)
  await bare.close()
})

test('somebody who only looks is offered nothing to write with', async () => {
  const id = await openIncident(w.as('mara'), { name: 'Checkout is slow', body: 'Paying takes a minute.' })
  const cookie = await cookieOf(w.ctx, 'viewer')
  for (const path of [
    '',
    `/incidents/${id}`,
    '/incidents/new',
    '/maintenance',
    '/maintenance/new',
    '/components',
    '/settings',
  ]) {
    const html = await (await panel.get(`/manage${path}`, cookie)).text()
    expect(html.match(/<form[^>]*method="post"[^>]*action="([^"]*)"/g)?.join(), path).toMatch(/^<form[^>]*sign-out"$/)
    expect(html, path).not.toContain('href="/manage/incidents/new"')
  }
})
