import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../server.ts'
import { startLibsql } from '../sinks/libsql.ts'
import { follow, listen, type Stage, setStage } from './story.ts'

// From the first word to the post-mortem through the API alone; the same story on a file and on a libSQL server.
// `npm run test:libsql` asks for the server alone; there, not having one is a failure and not a skip.
const onlyLibsql = process.env.ONLY_LIBSQL === '1'
describe.each(onlyLibsql ? ['a libSQL server'] : ['a SQLite file', 'a libSQL server'])(
  'the journey on %s',
  (database) => {
    let stage: Stage
    let stopDatabase = async () => {}
    let absent: string | undefined
    let checkout: string
    let payments: string
    let incident: string

    beforeAll(async () => {
      const libsql = database === 'a libSQL server' ? await startLibsql() : undefined
      absent = libsql && 'absent' in libsql ? libsql.absent : undefined
      if (absent && onlyLibsql) throw new Error(absent)
      if (absent) return
      const own = libsql && 'url' in libsql ? libsql : undefined
      if (own) stopDatabase = own.stop
      stage = await setStage(own ? { DATABASE_URL: own.url, SECRET_KEY: 'k'.repeat(40) } : {})
    }, 240_000)
    afterAll(async () => {
      await stage?.close()
      await stopDatabase()
    })
    const step = (name: string, work: () => Promise<void>) =>
      test(name, async (t) => {
        if (absent) t.skip(absent)
        await work()
      })
    const mailsTo = async (address: string, count: number) =>
      until(async () => {
        const mails = await stage.sink.read(address)
        return mails.length >= count && mails
      }, `${count} mails to ${address}`)
    const shows = (path: string, text: string) =>
      until(async () => (await stage.read(path)).includes(text), `"${text}" on ${path}`)

    step('components are added, and the page shows them', async () => {
      checkout = (await stage.api<{ id: string }>('POST', '/components', { name: 'Checkout' })).id
      payments = (await stage.api<{ id: string }>('POST', '/components', { name: 'Card payments' })).id
      await shows('/', 'Card payments')
      await shows('/', 'All systems are working')
    })

    step('sam asks and confirms; una asks and does not', async () => {
      await follow(stage, 'sam@harbour.example')
      const body = JSON.stringify({ email: 'una@harbour.example' })
      const headers = { Origin: stage.server.url, 'Content-Type': 'application/json' }
      await fetch(`${stage.server.url}/api/v1/subscriptions`, { method: 'POST', headers, body })
      await mailsTo('una@harbour.example', 1)
    })

    step('an incident is opened: page, live stream, JSON, feeds and one mail', async () => {
      const live = await listen(stage.server)
      const made = await stage.api<{ id: string }>('POST', '/incidents', {
        name: 'Card payments are failing',
        body: 'About one payment in eight is declined.',
        severity: 'SEV2',
        components: [
          { id: payments, state: 'major_outage' },
          { id: checkout, state: 'degraded_performance' },
        ],
      })
      incident = made.id
      const posted = performance.now()
      await until(async () => live.versions.length > 1, 'a new version on the live stream', 2000)
      await shows('/', 'Card payments are failing')
      expect(performance.now() - posted).toBeLessThan(2000)
      live.close()
      await shows('/api/v2/summary.json', 'Card payments are failing')
      const summary = JSON.parse(await stage.read('/api/v2/summary.json'))
      expect(summary.status).toEqual({ indicator: 'major', description: 'Partial System Outage' })
      expect(summary.incidents[0]).toMatchObject({ id: incident, status: 'investigating', impact: 'major' })
      await shows('/history.atom', 'Card payments are failing')
      await shows('/history.rss', 'About one payment in eight is declined.')
      const [, mail] = await mailsTo('sam@harbour.example', 2)
      expect(mail?.subject).toContain('Card payments are failing')
      expect(mail?.text).toContain('About one payment in eight is declined.')
      expect(mail?.text).not.toContain('SEV2')
    })

    step('an update threads under it, and feeds carry both', async () => {
      await stage.api('POST', `/incidents/${incident}/updates`, {
        status: 'identified',
        body: 'Our payment provider has a fault.',
      })
      const [, opened, update] = await mailsTo('sam@harbour.example', 3)
      expect(update?.inReplyTo).toBe(opened?.messageId)
      expect(update?.references).toContain(opened?.messageId)
      expect(update?.subject).toBe(opened?.subject)
      await shows('/history.rss', 'Our payment provider has a fault.')
      await until(
        async () => (await stage.read('/history.rss')).match(/<guid/g)?.length === 2,
        'two items in the RSS feed',
      )
      const guids = [...(await stage.read('/history.rss')).matchAll(/<guid[^>]*>([^<]+)</g)].map((match) => match[1])
      expect(guids).toHaveLength(2)
      expect(new Set(guids).size).toBe(2)
      const atom = await stage.read('/history.atom')
      expect(atom.match(/<entry>/g)).toHaveLength(1)
    })

    step('resolving turns the banner', async () => {
      await stage.api('POST', `/incidents/${incident}/updates`, {
        status: 'resolved',
        body: 'Card payments work again.',
      })
      await shows('/', 'All systems are working')
      await shows('/api/v2/status.json', '"indicator":"none"')
      await mailsTo('sam@harbour.example', 4)
    })

    step('the post-mortem is published, found under /reports, in the feeds and in the mail', async () => {
      await stage.api('PUT', `/incidents/${incident}/postmortem`, {
        title: 'Why card payments failed',
        body: '## What happened\n\nA certificate expired.',
      })
      expect(await stage.read('/reports')).not.toContain('Why card payments failed')
      await stage.api('POST', `/incidents/${incident}/postmortem/publications`, {})
      await shows('/reports', 'Why card payments failed')
      await shows(`/reports/${incident}`, 'A certificate expired.')
      await shows('/history.atom', 'Why card payments failed')
      const mails = await mailsTo('sam@harbour.example', 5)
      expect(mails[4]?.text).toContain('Why card payments failed')
    })

    step('one click leaves, and the next incident is not mailed', async () => {
      const mails = await stage.sink.read('sam@harbour.example')
      const header = mails.at(-1)?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
      const link = /<(http[^>]+)>/.exec(header)?.[1] ?? ''
      expect((await fetch(link)).status).toBe(200)
      const left = await fetch(link, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      })
      expect(left.status).toBe(200)
      await follow(stage, 'tom@harbour.example')
      await stage.api('POST', '/incidents', { name: 'Search is slow', body: 'We are looking.' })
      await mailsTo('tom@harbour.example', 2)
      expect(await stage.sink.read('sam@harbour.example')).toHaveLength(5)
      expect(await stage.sink.read('una@harbour.example')).toHaveLength(1)
    })

    step('the ledger says the same as the mail server', async () => {
      const { items } = await stage.api<{ items: { sent: number; failed: number }[] }>(
        'GET',
        `/incidents/${incident}/notifications`,
      )
      expect(items.map(({ sent }) => sent)).toEqual([1, 1, 1, 1])
    })
  },
)
