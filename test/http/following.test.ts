import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { turnOf } from '../../api/subscribers/ofToken.ts'
import { subscriberOf } from '../followers.ts'
import { panelApp } from '../panel.ts'
import { builtSite, type Site } from '../site/built.ts'
import { wordsOf } from '../site/words.ts'
import { type World, world } from '../world.ts'

let site: Site
let w: World
let app: ReturnType<typeof panelApp>
let id: number
let own: string
beforeAll(async () => {
  site = await builtSite()
})
beforeEach(async () => {
  await w?.close()
  w = await world()
  app = panelApp(site, w.ctx)
  id = await w.subscriber('sam@example.org', { only: [w.components.search] })
  own = `/following/${token('manage')}`
})
afterAll(() => w.close())

test('the page says what is followed and where we write to, and is kept by nobody', async () => {
  const answer = await app.request(own)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('referrer-policy')).toBe('same-origin')
  expect(answer.headers.get('x-robots-tag')).toBe('noindex')
  const html = await answer.text()
  expect(html).toContain('<meta name="robots" content="noindex">')
  expect(html).not.toMatch(/rel="canonical"|og:url/)
  expect(wordsOf(html)).toMatch(/You follow Search\. We write to sam@example\.org in English, about incidents, planned/)
  expect(checked(html)).toEqual(['no', w.components.search, 'incidents', 'maintenance', 'postmortems', 'all'])
})

test('saving leads back to the page by GET, so that nothing is sent twice', async () => {
  const answer = await post(own, [
    ['everything', 'no'],
    ['components', w.components.checkout],
    ['components', w.components.payments],
    ['kinds', 'incidents'],
    ['floor', 'major'],
    ['language', 'de'],
  ])
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${own}?done=choices`])
  expect(wordsOf(await (await app.request(`${own}?done=choices`)).text())).toMatch(
    /You follow Checkout and Payments\. Saved\..*in German, about incidents: only what is major/,
  )
  expect(wordsOf(await (await app.request(`${own}?done=constructor`)).text())).not.toContain('Saved')
})

test('what is refused comes again as it was typed, with a sentence', async () => {
  const answer = await post(own, [
    ['choosing', 'yes'],
    ['everything', 'no'],
    ['floor', 'major'],
    ['language', 'ja'],
  ])
  expect(answer.status).toBe(422)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const html = await answer.text()
  expect(wordsOf(html)).toContain('Choose at least one component.')
  expect(wordsOf(html)).toContain('Choose at least one kind of news.')
  expect(checked(html)).toEqual(['no', 'major'])
  expect(html).toMatch(/value="ja"[^>]* selected/)
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ floor: 'all', language: 'en' })
  const address = await post(`${own}/address`, [['email', '"><script>x']])
  expect(address.status).toBe(422)
  expect(await address.text()).toContain('value="&quot;><script>x"')
})

test('every act of the page, in turn', async () => {
  const act = async (path: string, fields: [string, string][] = []) => {
    const answer = await post(own + path, fields)
    return [
      answer.status,
      (await subscriberOf(w.ctx, 'sam@example.org'))?.state,
      answer.headers.get('location')?.replace(own, ''),
    ]
  }
  expect(await act('/pause', [['until', 'week']])).toEqual([303, 'paused', '?done=pause'])
  expect(wordsOf(await page(own))).toContain('Paused until Sun 8 Mar, 10:00.')
  expect(await act('/pause', [['until', 'never']])).toEqual([422, 'paused', undefined])
  expect(await act('/resumption')).toEqual([303, 'active', '?done=resumption'])
  expect(await act('/resumption')).toEqual([409, 'active', undefined])
  await w.ctx.db.client.execute("update subscribers set state = 'suppressed'")
  expect(wordsOf(await page(own))).toContain('We have stopped writing to you.')
  expect(await act('/reactivation')).toEqual([303, 'active', '?done=reactivation'])
  expect(await act('/departure')).toEqual([303, 'unsubscribed', '?done=departure'])
  expect(wordsOf(await page(own))).toMatch(/You get no mail from us\..*Delete me/)
  expect(
    await act('', [
      ['everything', 'yes'],
      ['kinds', 'incidents'],
      ['floor', 'all'],
      ['language', 'en'],
    ]),
  ).toEqual([409, 'unsubscribed', undefined])
  expect(await act('/erasure')).toEqual([303, undefined, '/following/forgotten'])
  expect((await app.request(own)).status).toBe(404)
  expect((await post(`${own}/pause`, [['until', 'day']])).status).toBe(404)
  expect(wordsOf(await page('/following/forgotten'))).toContain('We have forgotten you.')
})

test('another address: waited for, confirmed by its button, and the way to the new page', async () => {
  expect((await post(`${own}/address`, [['email', 'new@example.org']])).headers.get('location')).toBe(
    `${own}?done=address`,
  )
  expect(wordsOf(await page(own))).toContain('Waiting for new@example.org to confirm')
  const confirm = `/address/${mailedToken(w.ctx.keys, 'address', id, turnOf((await subscriberOf(w.ctx, 'sam@example.org')) as never, 'address'))}`
  const asked = await page(confirm)
  expect(wordsOf(asked)).toContain('Shall we write to this address from now on?')
  expect(asked).not.toContain('sam@example.org')
  const done = await (await post(confirm)).text()
  const fresh = `/following/${mailedToken(w.ctx.keys, 'manage', id, 1)}`
  expect(done).toContain(`href="${fresh}"`)
  expect(wordsOf(await page(fresh))).toContain('We write to new@example.org')
  expect((await app.request(own)).status).toBe(404)
  expect((await post(confirm)).status).toBe(404)
})

test('a single incident is offered to who came for it, and one button adds it', async () => {
  const incident = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  const html = await page(`${own}?incident=${incident}&what=postmortem`)
  expect(html).toMatch(new RegExp(`name="incident" value="${incident}".*?name="what" value="postmortem"`, 's'))
  await post(`${own}/incidents`, [
    ['incident', incident],
    ['what', 'updates'],
  ])
  expect(wordsOf(await page(own))).toContain('You follow Search and “Checkout fails”.')
  expect(
    (
      await post(`${own}/incidents`, [
        ['incident', 'nosuch'],
        ['what', 'updates'],
      ])
    ).status,
  ).toBe(404)
  await post(`${own}/incidents`, [
    ['incident', incident],
    ['what', 'nothing'],
  ])
  expect(wordsOf(await page(own))).toContain('You follow Search.')
  await w.ctx.db.client.execute('update subscribers set everything = 1')
  expect(wordsOf(await page(`${own}?incident=${incident}`))).toContain('You hear of “Checkout fails” already')
})

const token = (purpose: 'manage' | 'leave' | 'confirm', epoch = 0) => mailedToken(w.ctx.keys, purpose, id, epoch)

const page = async (path: string) => (await app.request(path)).text()

/** From anywhere: the token authorises. */
const post = (path: string, fields: [string, string][] = []) =>
  app.request(path, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', accept: 'text/html' },
    body: new URLSearchParams(fields),
  })

/** The values of what is ticked in the form with the choices. */
function checked(html: string): string[] {
  const form = /<section[^>]* id="choices".*?<\/section>/s.exec(html)?.[0] ?? ''
  return [...form.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => / checked/.test(tag))
    .map((tag) => /value="([^"]*)"/.exec(tag)?.[1] ?? '')
}
