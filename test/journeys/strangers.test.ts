import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../api/context/config.ts'
import { readKeys } from '../../api/context/keys.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import type { SubscriberState } from '../../db/vocabulary.ts'
import { forget, type Server, startServer, until } from '../server.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { world } from '../world.ts'
import { type Answer, type Asker, askerOf, cliffsDelta, cohensD } from './asking.ts'

const env = { SECRET_KEY: 'k'.repeat(40), TRUST_PROXY: 'true' }
const states: SubscriberState[] = ['active', 'paused', 'pending', 'unsubscribed', 'suppressed']
const known = 100
const each = 500
/** Who changes their address in these tests, and whose mailbox is written to from everywhere. */
const mover = known + 1

let sink: Sink
let server: Server
let asker: Asker
let incident: string

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-strangers-'))
  const w = await world({ databaseUrl: `file:${join(folder, 'candor.db')}` })
  for (let n = 0; n < known; n++)
    await w.subscriber(`known${n}@example.org`, { state: states[n % states.length] as SubscriberState })
  await w.subscriber('mover@example.org')
  incident = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.', notify: false })
  await w.close()
  sink = await smtpSink()
  server = await startServer({ folder, env: { ...env, SMTP_URL: sink.url } })
  asker = askerOf(server)
})
afterAll(async () => {
  asker.close()
  await server.stop()
  await sink.close()
  forget(server)
  rmSync(server.folder, { recursive: true, force: true })
})

const keys = readKeys(readConfig({ PUBLIC_URL: 'http://127.0.0.1', DATABASE_URL: 'file:x', ...env }))
const linkOf = (purpose: 'manage' | 'leave', id: number) => mailedToken(keys, purpose, id, 0)

/** Every way in which a stranger, or a subscriber, can name somebody else's address. */
const byAddress: Record<string, (email: string) => Promise<Answer>> = {
  'the form': (email) => asker.form('/subscribe', { email }),
  'the API': (email) => asker.json('/api/v1/subscriptions', { email }),
  'the link to the own page': (email) => asker.form('/subscribe/link', { email }),
  'following one incident': (email) => asker.form(`/incidents/${incident}/subscriptions`, { email }),
  'following one incident by the API': (email) => asker.json('/api/v1/subscriptions', { email, incident }),
  'a change of address': (email) => asker.form(`/following/${linkOf('manage', mover)}/address`, { email }),
}

describe('known and unknown addresses get the same answer in the same time', () => {
  test.each(Object.keys(byAddress))('%s', async (name) => {
    const way = byAddress[name] as (email: string) => Promise<Answer>
    const stranger = `${name.replaceAll(/\W/g, '')}`
    await interleaved(
      name,
      (n) => way(`known${n % known}@example.org`),
      (n) => way(`${stranger}${n}@example.org`),
      { atOnce: 24, think: 60 },
    )
  })
})

describe('a token that was guessed says nothing about whom we know', () => {
  const guess = (id: number) =>
    `${id.toString(36)}-${Buffer.from(`${id}${'x'.repeat(20)}`)
      .toString('base64url')
      .slice(0, 22)}`
  const ways = ['following', 'subscription', 'unsubscribe', 'address'].flatMap((page) => [
    { name: `GET /${page}`, way: (token: string) => asker.get(`/${page}/${token}`) },
    { name: `POST /${page}`, way: (token: string) => asker.form(`/${page}/${token}`, {}) },
  ])
  test.each(ways)('$name', async ({ name, way }) => {
    const hidden = async (id: number) => {
      const answer = await way(guess(id))
      return { ...answer, bytes: answer.bytes.replaceAll(guess(id), 'TOKEN') }
    }
    await interleaved(
      name,
      (n) => hidden((n % known) + 1),
      (n) => hidden(known + 1000 + n),
      { atOnce: 2, think: 0 },
    )
  })
})

test.each(['unknown', 'active'] as const)(
  'whoever asks for a victim (%s) from everywhere, in every spelling, has them written to once',
  async (state) => {
    const [name, domain] = state === 'active' ? ['mover', 'example.org'] : ['vera.victim', 'example.org']
    const before = mailsTo(name, domain)
    const spellings = [
      name,
      name.toUpperCase(),
      `${name}+a`,
      `${name}+b.c`,
      name.replaceAll('.', ''),
      `${name.slice(0, 3)}.${name.slice(3)}`,
      [...name.replaceAll('.', '')].join('.'),
    ]
    const ways = Object.values(byAddress)
    await Promise.all(
      Array.from({ length: 10 }).flatMap(() =>
        spellings.flatMap((spelling) => ways.map((way) => way(`${spelling}@${domain}`.replace('ORG', 'org')))),
      ),
    )
    await until(async () => mailsTo(name, domain) > before, 'the one mail')
    await pause(1500)
    expect(mailsTo(name, domain) - before).toBe(1)
  },
)

function mailsTo(name: string, domain: string): number {
  const plain = (local = '') => local.toLowerCase().split('+')[0]?.replaceAll('.', '')
  return sink.received.filter(({ to: [to = ''] }) => {
    const [local, at] = to.split('@')
    return at === domain && plain(local) === plain(name)
  }).length
}

/**
 * Asks both ways in turn, a few at once and out of step, so that no answer waits for another; and compares answers and times.
 * @param pace.think milliseconds between two requests, at most
 */
async function interleaved(name: string, one: Ask, other: Ask, pace: { atOnce: number; think: number }) {
  const answers: [Answer[], Answer[]] = [[], []]
  let next = 0
  const work = async () => {
    for (let n = next++; n < 2 * each; n = next++) {
      if (pace.think > 0) await pause(pace.think * Math.random())
      const which = (n % 2) as 0 | 1
      answers[which].push(await (which === 0 ? one : other)(n >> 1))
    }
  }
  await Promise.all(Array.from({ length: pace.atOnce }, work))
  const seen = new Set(answers.flat().map(({ bytes }) => bytes))
  expect([...seen].slice(0, 3)).toHaveLength(1)
  const [a, b] = answers.map((some) => some.map(({ ms }) => ms)) as [number[], number[]]
  const delta = cliffsDelta(a, b)
  const slower = cliffsDelta(
    a.map((ms) => ms + 5),
    b,
  )
  const figures = `Cliff's delta ${delta.toFixed(3)} (5 ms more would be ${slower.toFixed(2)}), Cohen's d ${cohensD(a, b).toFixed(3)}`
  console.log(`${name}: ${figures}; ${each} + ${each} requests`)
  expect(Math.abs(delta)).toBeLessThan(0.147)
}

type Ask = (n: number) => Promise<Answer>
