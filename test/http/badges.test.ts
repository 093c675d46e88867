import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { badgeSource } from '../../api/http/badges.ts'
import { embedSource } from '../../api/http/embed.ts'
import { widthOf } from '../../api/http/textWidth.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { hostile } from '../site/texts.ts'
import { type World, world } from '../world.ts'
import { open } from './feedReader.ts'
import { parse } from './xml.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const answer = async (path: string) => badgeSource(w.ctx, path)?.()
const svg = async (path: string) => parse(String((await answer(path))?.body)).one('svg')
const said = async (path: string) => (await svg(path)).text('title')
const of = (id: string) => `/components/${id}/badge.svg`

it('says in words how the page and each of its parts stand', async () => {
  expect(await said('/badge.svg')).toBe('Harbour Books: Working')
  const group = await addComponent(w.as('ada'), { name: 'Finding', isGroup: true })
  await changeComponent(w.as('ada'), { id: w.components.search, groupId: group })
  await open(w, 'Search fails')
  expect(await said('/badge.svg')).toBe('Harbour Books: Major outage')
  expect(await said(of(w.components.search))).toBe('Harbour Books, Search: Major outage')
  expect(await said(of(group))).toBe('Harbour Books, Finding: Major outage')
  expect(await said(of(w.components.payments))).toBe('Harbour Books, Payments: Working')
})

it('does not say that all is well while an incident names no component', async () => {
  await openIncident(w.as('mara'), { name: 'A rumour', body: 'We look into it.' })
  expect(await said('/badge.svg')).toBe('Harbour Books: Investigating')
})

it('is a picture for everybody: named, with a glyph, without anything from elsewhere', async () => {
  const picture = await svg('/badge.svg')
  expect(picture.attributes).toMatchObject({
    role: 'img',
    'aria-label': 'Harbour Books: Working',
    height: '24',
    lang: 'en',
  })
  expect(picture.all('text').map(({ content }) => content)).toEqual(['Harbour Books'])
  const state = picture.one('g')
  expect([state.attributes.class, state.text('text')]).toEqual(['ok', 'Working'])
  expect(state.one('svg').all('path')).toHaveLength(1)
  const text = String((await answer('/badge.svg'))?.body)
  expect(text).not.toMatch(/href|url\(|@import|@font-face|style=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
  const policy = new Map((await answer('/badge.svg'))?.headers).get('Content-Security-Policy')
  const hash = createHash('sha256').update(picture.text('style')).digest('base64')
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
})

it('has room for what it says, and shortens a name that is too long', async () => {
  const right = ({ attributes }: { attributes: Record<string, string> }) =>
    Number(attributes.x) + Number(attributes.textLength)
  for (const name of [
    'A',
    'Wwwwwww Mmmmmm',
    'Bezahlung & Kasse',
    '検索サービス',
    'long '.repeat(40),
    '\u{1F469}\u200d\u{1F692}'.repeat(20),
  ]) {
    await changeComponent(w.as('ada'), { id: w.components.search, name })
    const picture = await svg(of(w.components.search))
    const [label] = picture.all('text')
    const state = picture.one('g')
    const glyph = Number(state.one('svg').attributes.x)
    expect.soft(Number(label?.attributes.textLength), name).toBeGreaterThanOrEqual(widthOf(label?.content ?? '', 12))
    expect.soft(right(label as never), name).toBeLessThan(glyph)
    expect.soft(glyph + 14, name).toBeLessThan(Number(state.one('text').attributes.x))
    expect.soft(right(state.one('text')), name).toBeLessThan(Number(picture.attributes.width))
    expect.soft(Number(picture.attributes.width), name).toBeLessThan(420)
    expect.soft(picture.text('title'), name).toContain(name.trim())
  }
})

it('shows an attack as the text that it is', async () => {
  await changeComponent(w.as('ada'), { id: w.components.search, name: hostile })
  expect(await said(of(w.components.search))).toBe(`Harbour Books, ${hostile}: Working`)
})

it('is no more when its component is retired, nor for one that never was', async () => {
  await retireComponent(w.as('ada'), { id: w.components.search })
  for (const id of [w.components.search, 'nosuch000000']) expect((await answer(of(id)))?.status).toBe(404)
})

it('the frame is one small page that any other may show, and nothing in it but what its policy names', async () => {
  await open(w, hostile)
  const rendered = await embedSource(w.ctx, '/embed')?.()
  const html = String(rendered?.body)
  const headers = new Map(rendered?.headers)
  const policy = headers.get('Content-Security-Policy') ?? ''
  expect(html.length).toBeLessThan(3500)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('frame-ancestors *')
  expect(headers.get('Cache-Control')).toMatch(/^public, max-age=0, s-maxage=5/)
  expect(headers.get('Set-Cookie')).toBeUndefined()
  for (const kind of ['style', 'script']) {
    const inline = [...html.matchAll(new RegExp(`<${kind}>(.*?)</${kind}>`, 'gs'))].map(([, text = '']) => text)
    expect(inline).toHaveLength(1)
    expect(policy).toContain(
      `${kind}-src 'sha256-${createHash('sha256')
        .update(inline[0] ?? '')
        .digest('base64')}'`,
    )
  }
  expect(html).toContain('&lt;img src=x')
  expect(html).not.toMatch(/<img|\sstyle=|\son\w+=(?!&quot;)/)
})

it('speaks the page’s own language, and any other where that is asked for', async () => {
  expect(await said('/de/badge.svg')).toMatch(/^Harbour Books: (?!Working)/)
  const frame = async (path: string) => String((await embedSource(w.ctx, path)?.())?.body)
  expect(await frame('/embed')).toContain('All systems are working.')
  expect(await frame('/de/embed')).toMatch(/<html lang="de">.*href="https:\/\/status\.harbour\.example\/de"/)
  expect(await frame('/de/embed')).not.toContain('All systems')
  await configurePage(w.as('ada'), { language: 'ja' })
  expect(await frame('/embed')).toContain('<html lang="ja">')
  expect(await said(of(w.components.search))).toBe(await said(`/ja${of(w.components.search)}`))
  expect(await said('/en/badge.svg')).toBe('Harbour Books: Working')
  expect([badgeSource(w.ctx, '/xx/badge.svg'), embedSource(w.ctx, '/de/embed/x')]).toEqual([undefined, undefined])
})
