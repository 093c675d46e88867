import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Prepared, prepare } from '../prove/prepare.ts'
import { type Server, startServer, until } from '../server.ts'
import { run } from '../setup/server.ts'
import { filesOf, linksOf, serveFiles, wordsOf } from './copyPages.ts'

let folder: string
let copy: string
let prepared: Prepared
let env: Record<string, string>
let server: Server
let incident: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'candor-copy-'))
  copy = join(folder, 'copy')
  prepared = await prepare(folder, 0)
  env = { ...prepared.env, SNAPSHOT_DIR: copy }
  server = await startServer({ folder, env })
  incident = await prepared.open(server)
  await shown('We are looking.')
  // What a round has written is listed when it is over.
  const last = `ja/incidents/${incident}/index.html`
  await until(async () => JSON.parse(read('.candor-copy.json')).includes(last), 'a whole copy', 60_000)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const read = (name: string) => readFileSync(join(copy, name), 'utf8')
const textOf = async (url: string) => (await fetch(url)).text()
const shown = (text: string) =>
  until(async () => filesOf(copy).includes('index.html') && read('index.html').includes(text), `"${text}" in the copy`)

it('equals the live pages, with the same words, links that work, and the same bytes of feeds and JSON', async () => {
  const files = await serveFiles(copy)
  for (const name of filesOf(copy).filter((one) => !one.startsWith('.'))) {
    const there = await textOf(`${files.url}/${name}`)
    if (!name.endsWith('index.html')) {
      expect.soft(there === (await textOf(`${server.url}/${name}`)), name).toBe(true)
      continue
    }
    const path = `/${name}`.replace(/\/?index\.html$/, '') || '/'
    expect.soft(wordsOf(there), name).toBe(wordsOf(await textOf(server.url + path)))
    expect
      .soft(there, name)
      .toMatch(/<meta http-equiv="Content-Security-Policy" content="(?!.*frame-ancestors)[^"]*default-src/)
    expect.soft(there, name).toMatch(/<div id="copy" class="demo"><p class="col">.*<time datetime="2/)
    expect.soft(there, name).not.toContain('<form')
    for (const link of linksOf(there)) {
      if (/^(data:|https?:|mailto:)/.test(link))
        expect.soft(link.startsWith('http:') && !link.startsWith(server.url), link).toBe(false)
      else expect.soft(await works(new URL(link, `${files.url}/${name}`)), `${link} in ${name}`).toBe(true)
    }
  }
  await files.close()
})

async function works(url: URL): Promise<boolean> {
  const answer = await fetch(url)
  const text = await answer.text()
  return answer.status === 200 && (!url.hash || text.includes(` id="${url.hash.slice(1)}"`))
}

it('follows a post within seconds, and touches nothing that did not change', async () => {
  const still = ['reports/index.html', '_astro'].map((name) => join(copy, name))
  const before = still.map((file) => statSync(file).mtimeMs)
  await prepared.post(server, incident, 'We have found it.')
  await shown('We have found it.')
  await until(async () => read('history.atom').includes('We have found it.'), 'the post in the feed of the copy')
  expect(read(`incidents/${incident}/index.html`)).toContain('We have found it.')
  expect(still.map((file) => statSync(file).mtimeMs)).toEqual(before)
})

it('is whole whenever the process is killed, stands without it, and is taken up again', async () => {
  for (let n = 0; n < 2; n++) {
    await prepared.post(server, incident, `Said before kill ${n}.`)
    await pause(150 + 200 * n)
    await server.stop('SIGKILL')
    for (const name of filesOf(copy).filter((one) => !one.endsWith('.candor-part'))) {
      if (name.endsWith('.html')) expect.soft(read(name).trimEnd(), name).toMatch(/<\/html>$/)
      if (name.endsWith('.json')) expect.soft(() => JSON.parse(read(name)), name).not.toThrow()
    }
    const files = await serveFiles(copy)
    expect((await fetch(`${files.url}/`)).status).toBe(200)
    await files.close()
    server = await startServer({ folder, port: server.port, env })
    await shown(`Said before kill ${n}.`)
  }
  await until(async () => !filesOf(copy).some((name) => name.endsWith('.candor-part')), 'no leftovers')
})

it('can be written by hand, also beside a running server, but not over somebody else’s site', async () => {
  const other = join(folder, 'by-hand')
  const byHand = () =>
    run(['server.mjs', 'candor', 'export', other], {
      ...prepared.env,
      PUBLIC_URL: server.url,
      DATABASE_URL: server.databaseUrl,
    })
  const first = byHand()
  expect(await first.ended, first.output()).toBe(0)
  expect(filesOf(other)).toEqual(filesOf(copy))
  expect(readFileSync(join(other, 'history.rss'), 'utf8')).toBe(read('history.rss'))
  rmSync(join(other, '.candor-copy.json'))
  const refused = byHand()
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('has an index.html that is no copy of ours')
})
