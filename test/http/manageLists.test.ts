import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importPart } from '../../api/subscribers/lists/importSome.ts'
import { subscriberImports, subscribers } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf, typedIn } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
let cookie: string
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
  cookie = await cookieOf(w.ctx, 'administrator')
})
afterEach(() => w.close())

const imports = '/manage/subscribers/imports'
type Fields = Record<string, string | File>

/** The form as a browser sends it. */
function upload(fields: Fields, who = cookie) {
  const body = new FormData()
  for (const [name, value] of Object.entries({ form: 'import', act: 'import', ...fields })) body.append(name, value)
  return panel.app.request(imports, { method: 'POST', headers: { cookie: who, origin: w.ctx.config.publicUrl }, body })
}
const file = (text: string | Uint8Array, name = 'crm.csv') => new File([text as BlobPart], name, { type: 'text/csv' })
const agreed = { agreed: 'yes', attested: 'yes' }
const page = async (path: string) => (await panel.get(path, cookie)).text()
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('bringing in a list', () => {
  test('goes to its report, which follows until it is done', async () => {
    const answer = await upload({ list: file('email\nsam@example.org\nno address\n<b>@x\n'), ...agreed })
    expect(answer.status).toBe(303)
    const path = answer.headers.get('location') as string
    const running = await page(path)
    expect(plain(running)).toContain('2 of 3 lines of crm.csv are done.')
    expect(running).toMatch(/<progress max="3" value="2"[^>]*>/)
    expect(running).toContain('data-live')
    while (await importPart(w.as('clock'), path.split('/').at(-1) as string));
    const done = await page(path)
    expect(plain(done)).toContain('crm.csv added 1 person.')
    expect(plain(done)).toContain('3 This is not a mail address that we can write to.')
    expect(done.replace(/<script.*?<\/script>/gs, '')).not.toMatch(/<progress|data-live/)
    expect(plain(await page(imports))).toContain('Added 1, 2 refused')
  })

  test('takes what was pasted, asks each, and a look writes nobody down', async () => {
    const looked = await upload({ csv: 'sam@example.org\r\nkim@example.org', agreed: 'ask', act: 'look' })
    expect(plain(await page(looked.headers.get('location') as string))).toContain(
      'would add 2 people. Nobody was added.',
    )
    expect(await w.ctx.db.read.select().from(subscribers)).toEqual([])
    const real = await upload({ csv: 'sam@example.org\r\nkim@example.org', agreed: 'ask' })
    const path = real.headers.get('location') as string
    while (await importPart(w.as('clock'), path.split('/').at(-1) as string));
    expect(plain(await page(path))).toContain('added 2 people, and 2 of them were asked to confirm.')
    expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ state: 'pending' })
  })

  test.each<[string, () => Fields, string]>([
    ['a file of another coding', () => ({ list: file(Buffer.from('größe@x.de', 'latin1')), ...agreed }), 'no UTF-8'],
    ['nothing at all', () => ({ list: file(''), csv: '', ...agreed }), 'The list is empty.'],
    ['no answer on consent', () => ({ csv: 'sam@example.org' }), 'Say whether everybody'],
    ['consent that cannot be shown', () => ({ csv: 'sam@example.org', agreed: 'yes' }), 'Only if you can show'],
    ['too much', () => ({ list: file('x'.repeat(15_000_001)), ...agreed }), 'larger than 15 MB'],
    ['far too much', () => ({ list: file('x'.repeat(17_000_000)), ...agreed }), 'at most 16 MB'],
  ])('%s brings the form back with a sentence and what was typed', async (_, fields, sentence) => {
    const answer = await upload(fields())
    expect([413, 422]).toContain(answer.status)
    const html = await answer.text()
    expect(html).toContain(sentence)
    if (fields().csv) expect(typedIn(html, 'csv')).toBe('sam@example.org')
    expect(await w.ctx.db.read.select().from(subscriberImports)).toEqual([])
  })

  test('a double click brings it in once; the same form with another file asks to look first', async () => {
    const once = { once: 'abcdefghijkl', ...agreed }
    const both = await Promise.all([1, 2].map(() => upload({ list: file('sam@example.org'), ...once })))
    expect(new Set(both.map(({ headers }) => headers.get('location'))).size).toBe(1)
    const other = await upload({ list: file('kim@example.org'), ...once })
    expect(await other.text()).toContain('sent once already')
    expect(await w.ctx.db.read.select().from(subscriberImports)).toHaveLength(1)
  })

  test('is one line in the log, which leads to it, however many came along', async () => {
    const { headers } = await upload({ csv: 'sam@example.org\nkim@example.org', agreed: 'ask' })
    const path = headers.get('location') as string
    while (await importPart(w.as('clock'), path.split('/').at(-1) as string));
    const log = await page('/manage/log')
    expect(plain(log)).toContain('The administrator brought in the list Pasted list')
    expect(log).toContain(`href="${path}"`)
    expect(plain(log)).not.toContain('clock')
  })

  test('can be stopped', async () => {
    const { headers } = await upload({ list: file('sam@example.org'), ...agreed })
    const path = headers.get('location') as string
    expect(await page(path)).toContain('Stop here')
    expect((await panel.post(`${path}/cancellation`, { form: 'stop' }, cookie)).headers.get('location')).toBe(path)
    expect(plain(await page(path))).toContain('crm.csv was stopped after 0 of 1 lines.')
    const again = await panel.post(`${path}/cancellation`, { form: 'stop' }, cookie)
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('This import is done already.')
  })

  test('is for administrators, from our own page only; whoever was signed out signs in first', async () => {
    const manager = await cookieOf(w.ctx, 'manager')
    expect((await upload({ csv: 'sam@example.org', ...agreed }, manager)).status).toBe(403)
    for (const path of [imports, `${imports}/nosuchimport`])
      expect(await (await panel.get(path, manager)).text()).toContain('This is for administrators.')
    const nobody = await upload({ csv: 'sam@example.org', ...agreed }, '')
    expect([nobody.status, await nobody.text()]).toEqual([401, expect.stringContaining('sam@example.org')])
    expect((await upload({ list: file('x'.repeat(2_000_000)) }, '')).status).toBe(401)
    const foreign = { cookie, origin: 'https://evil.example' }
    expect((await panel.app.request(imports, { method: 'POST', headers: foreign, body: new FormData() })).status).toBe(
      403,
    )
    expect(await w.ctx.db.read.select().from(subscriberImports)).toEqual([])
  })
})

describe('the list', () => {
  test('goes out as a file, by a form and never by a link', async () => {
    await w.subscriber('+sam@example.org')
    const answer = await panel.post('/manage/subscribers/export', {}, cookie)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="subscribers-2026-03-01.csv"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString()).toContain("\r\n'+sam@example.org,email,active")
    expect((await panel.get('/manage/subscribers/export', cookie)).headers.get('content-type')).toMatch(/html/)
    expect((await panel.post('/manage/subscribers/export', {}, await cookieOf(w.ctx, 'manager'))).status).toBe(403)
  })

  test('is searched by part of an address, state and component', async () => {
    await w.subscriber('sam@example.org', { only: [w.components.checkout] })
    await w.subscriber('kim@example.org', { only: [w.components.search] })
    await w.subscriber('left@example.org', { state: 'unsubscribed' })
    const list = async (query: string) =>
      [...(await page(`/manage/subscribers?${query}`)).matchAll(/href="\/manage\/subscribers\/\d+">([^<]+)</g)].map(
        ([, name]) => name,
      )
    expect(await list('')).toEqual(['kim@example.org', 'sam@example.org'])
    expect(await list('words=AM%40')).toEqual([])
    expect(await list('words=kim%40ex')).toEqual(['kim@example.org'])
    expect(await list('component=checkout0000')).toEqual(['sam@example.org'])
    expect(await list('state=unsubscribed')).toEqual(['left@example.org'])
  })

  test('tells who cannot be reached and why, and writes to the chosen or to all again', async () => {
    const gone = { state: 'suppressed', suppressedAt: new Date('2026-02-03T10:00:00Z') } as const
    const sam = await w.subscriber('sam@example.org', { ...gone, suppressedFor: '550 5.1.1 <script> nobody' })
    await w.subscriber('kim@example.org', { ...gone, suppressedFor: '552 5.2.2 full' })
    await w.subscriber('lee@example.org', { ...gone, suppressedFor: '' })
    const path = '/manage/subscribers?state=suppressed'
    const html = await page(path)
    for (const words of [
      '3 people cannot be reached.',
      'There is no such mailbox.',
      'The mailbox is full',
      'Tue 3 Feb',
    ])
      expect(plain(html)).toContain(words)
    expect(html).not.toContain('<script> nobody')
    const none = await panel.post('/manage/subscribers/releases', { form: 'several' }, cookie)
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('Choose at least one.')])
    const one = await panel.post('/manage/subscribers/releases', { form: 'several', ids: String(sam) }, cookie)
    expect(one.headers.get('location')).toBe(`${path}&released=1`)
    const all = await panel.post('/manage/subscribers/releases', { form: 'several', who: 'all' }, cookie)
    expect(plain(await page(all.headers.get('location') as string))).toContain('2 people are written to again.')
  })

  test('tells who has not confirmed, and asks one or all again', async () => {
    const sam = await w.subscriber('sam@example.org', { state: 'pending' })
    await w.subscriber('kim@example.org', { state: 'pending' })
    const path = '/manage/subscribers?state=pending'
    expect(plain(await page(path))).toContain('Ask all 2 again')
    const one = await panel.post(`/manage/subscribers/${sam}/confirmation`, { form: 'one' }, cookie)
    expect(plain(await page(one.headers.get('location') as string))).toContain('1 person was asked again.')
    const again = await panel.post(`/manage/subscribers/${sam}/confirmation`, { form: 'one' }, cookie)
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('asked lately')])
    const all = await panel.post('/manage/subscribers/confirmations', { form: 'several' }, cookie)
    expect(plain(await page(all.headers.get('location') as string))).toContain(
      '1 person was asked again. 1 was written to lately and can be asked later.',
    )
  })

  test('offers none of this to a manager, whose posts are refused', async () => {
    const manager = await cookieOf(w.ctx, 'manager')
    await w.subscriber('sam@example.org', { state: 'pending' })
    const html = await (await panel.get('/manage/subscribers?state=pending', manager)).text()
    for (const words of ['Ask all', 'Ask again', 'Bring in a list', 'as CSV']) expect(html).not.toContain(words)
    for (const path of ['confirmations', 'releases', '1/confirmation', '1/release'])
      expect((await panel.post(`/manage/subscribers/${path}`, { who: 'all' }, manager)).status).toBe(403)
  })
})
