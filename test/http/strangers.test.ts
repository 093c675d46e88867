import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailedToken, type Purpose } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscriberOf } from '../followers.ts'
import { panelApp } from '../panel.ts'
import { builtSite, type Site } from '../site/built.ts'
import { wordsOf } from '../site/words.ts'
import { type World, world } from '../world.ts'

let site: Site
let w: World
let app: ReturnType<typeof panelApp>
let incident: string
const ours = 'https://status.harbour.example'
beforeAll(async () => {
  site = await builtSite()
})
beforeEach(async () => {
  await w?.close()
  w = await world()
  app = panelApp(site, w.ctx)
  incident = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
})
afterAll(() => w.close())

test('whatever is asked about an address, the answer reveals nothing', async () => {
  await w.subscriber('follows@example.org')
  await w.subscriber('paused@example.org', { state: 'paused' })
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  await w.subscriber('gone@example.org', { state: 'suppressed' })
  await w.subscriber('asked@example.org', { state: 'pending' })
  const mover = mailedToken(w.ctx.keys, 'manage', await w.subscriber('mover@example.org'), 0)
  const doors = ['/subscribe', '/subscribe/link', `/incidents/${incident}/subscriptions`, `/following/${mover}/address`]
  for (const door of doors) {
    // Twenty asks an hour from one network, and a mailbox is written to once a day: each door gets a fresh one.
    app = panelApp(site, w.ctx)
    const answers = []
    for (const name of ['follows', 'paused', 'left', 'gone', 'asked', 'unknown', 'unknown', 'unknown+a']) {
      const began = performance.now()
      const answer = await ask(door, `${name}@example.org`)
      expect.soft(performance.now() - began, door).toBeGreaterThan(145)
      answers.push(JSON.stringify([answer.status, [...answer.headers], await answer.text()]))
    }
    expect.soft(new Set(answers).size, door).toBe(1)
    expect(answers[0], door).toMatch(/^\[303/)
  }
})

test('a form on another site asks in vain', async () => {
  for (const door of ['/subscribe', '/subscribe/link', `/incidents/${incident}/subscriptions`])
    expect((await ask(door, 'kim@example.org', { origin: 'https://evil.example' })).status).toBe(403)
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toBeUndefined()
})

test('asks share one limit per network, whatever they ask for', async () => {
  const mover = mailedToken(w.ctx.keys, 'manage', await w.subscriber('mover@example.org'), 0)
  for (let n = 0; n < 5; n++)
    for (const door of [
      '/subscribe',
      '/subscribe/link',
      `/incidents/${incident}/subscriptions`,
      `/following/${mover}/address`,
    ])
      expect((await ask(door, 'nonsense')).status).toBe(422)
  for (const door of ['/subscribe/link', `/incidents/${incident}/subscriptions`, `/following/${mover}/address`])
    expect((await ask(door, 'nonsense')).status).toBe(429)
})

test('a refused form keeps every tick', async () => {
  const { search, checkout } = w.components
  const answer = await app.request('/subscribe', {
    method: 'POST',
    headers: { origin: ours },
    body: new URLSearchParams([
      ['choosing', 'yes'],
      ['email', 'sam at example.org'],
      ['everything', 'no'],
      ['components', search],
      ['components', checkout],
      ['kinds', 'promises'],
      ['floor', 'new_and_resolved'],
      ['language', 'fr'],
    ]),
  })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(wordsOf(html)).toContain('This is not a mail address that we can write to.')
  const ticked = [...html.matchAll(/<input[^>]* checked[^>]*>/g)].map(([tag]) => /value="([^"]*)"/.exec(tag)?.[1])
  expect(ticked.filter((value) => value !== 'auto' && value !== 'page')).toEqual([
    'no',
    checkout,
    search,
    'promises',
    'new_and_resolved',
  ])
  expect(html).toMatch(/value="fr"[^>]* selected/)
  expect(html).toMatch(/<details[^>]* open/)
  expect(html.match(/value="sam at example.org"/g)).toHaveLength(1)
})

test('the form of an incident comes again on its page, and says when there is nothing to follow', async () => {
  const refused = await ask(`/incidents/${incident}/subscriptions`, 'sam@localhost', {}, { what: 'postmortem' })
  const html = await refused.text()
  expect(refused.status).toBe(422)
  expect(wordsOf(html)).toMatch(/Checkout fails.*Follow this incident.*This is not a mail address/)
  expect(html).toMatch(/value="postmortem" checked/)
  expect((await ask('/incidents/nosuch/subscriptions', 'sam@example.org')).status).toBe(404)
  expect((await ask(`/incidents/${incident}/subscriptions`, 'sam@example.org', {}, { what: 'gossip' })).status).toBe(
    422,
  )
})

test('a program follows an incident by the same address as everything else', async () => {
  const send = (body: object) =>
    app.request('/api/v1/subscriptions', {
      method: 'POST',
      headers: { origin: ours, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await send({ email: 'sam@example.org', incident, what: 'postmortem', language: 'ja' })).status).toBe(202)
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({
    state: 'pending',
    everything: false,
    language: 'ja',
  })
  expect((await send({ email: 'kim@example.org', kinds: ['promises'], floor: 'major' })).status).toBe(202)
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toMatchObject({
    everything: true,
    hearsPromises: true,
    floor: 'major',
  })
  for (const body of [
    { email: 'x@example.org', kinds: [] },
    { email: 'x@example.org', incident: 7 },
  ])
    expect((await send(body)).status).toBe(422)
  const document = (await (await app.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, { post: { security: unknown; requestBody: { content: object } } }>
  }
  const described = document.paths['/subscriptions']?.post
  expect(described?.security).toEqual([])
  expect(JSON.stringify(described?.requestBody.content)).toMatch(/"kinds".*"incident"/)
})

test('pages that everybody gets hold no token, and every link that is none of ours says so', async () => {
  const id = await w.subscriber('sam@example.org')
  for (const path of ['/', `/incidents/${incident}`, '/subscribe', '/subscribe/asked', '/subscribe/linked'])
    expect(await (await app.request(path)).text()).not.toMatch(
      /\/(following|address|unsubscribe|subscription)\/|[\w]+-[\w-]{22}["/]/,
    )
  const doors: Record<string, Purpose> = {
    following: 'manage',
    address: 'address',
    subscription: 'confirm',
    unsubscribe: 'leave',
  }
  for (const [page, right] of Object.entries(doors))
    for (const purpose of ['manage', 'address', 'confirm', 'leave', 'mute'] as const) {
      if (purpose === right && purpose !== 'address') continue
      for (const method of ['GET', 'POST']) {
        const answer = await app.request(`/${page}/${mailedToken(w.ctx.keys, purpose, id, 0)}`, {
          method,
          headers: { accept: 'text/html' },
        })
        expect.soft(answer.status, `${method} ${page} by ${purpose}`).toBe(404)
        expect.soft(await answer.text()).not.toContain('sam@example.org')
      }
    }
})

test('the link for leaving shows neither address nor choices', async () => {
  const id = await w.subscriber('sam@example.org', { only: [w.components.search] })
  const path = `/unsubscribe/${mailedToken(w.ctx.keys, 'leave', id, 0)}`
  for (const method of ['GET', 'POST']) {
    const html = await (await app.request(path, { method, headers: { accept: 'text/html' } })).text()
    expect(html).not.toMatch(/sam@example|Search|\/following\//)
  }
})

const ask = (path: string, email: string, headers = {}, more = {}) =>
  app.request(path, {
    method: 'POST',
    headers: { origin: ours, ...headers },
    body: new URLSearchParams({ email, ...more }),
  })
