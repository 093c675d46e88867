import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailedToken, type Purpose } from '../../api/context/tokens.ts'
import { readMail } from '../../api/delivery/bounces/readMail.ts'
import { takeReports } from '../../api/delivery/bounces/takeReports.ts'
import type { Transport } from '../../api/delivery/email.ts'
import { resendFailed } from '../../api/delivery/resendFailed.ts'
import { returnPath } from '../../api/delivery/verp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { askAddressChange } from '../../api/subscribers/askAddressChange.ts'
import { changeChoices } from '../../api/subscribers/changeChoices.ts'
import { confirmAddressChange } from '../../api/subscribers/confirmAddressChange.ts'
import { confirmSubscription } from '../../api/subscribers/confirmSubscription.ts'
import { forgetMe } from '../../api/subscribers/forgetMe.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import { turnOf } from '../../api/subscribers/ofToken.ts'
import { pauseSubscription } from '../../api/subscribers/pauseSubscription.ts'
import { removeSubscriber } from '../../api/subscribers/removeSubscriber.ts'
import { resumeSubscription } from '../../api/subscribers/resumeSubscription.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { dsn } from '../delivery/returned.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

/** In every address and name of the one who wants to be forgotten, and in nothing else. */
const canary = 'canary7f3'
const first = `${canary}@example.org`
const second = `Moved.${canary}@example.org`

let w: World
beforeEach(async () => {
  w = await world({ config: { bounceAddress: 'bounces@status.harbour.example' } })
  await w.subscriber('kim@example.org')
})
afterEach(() => w.close())

/** A server that likes to talk about people. */
const gossip = (kind: 'sent' | 'later' | 'down' | 'refused'): Transport => ({
  ...w.transport,
  async send(mail) {
    const sent = await w.transport.send(mail)
    const word = mail.to.split('@')[0]
    return kind === 'sent' ? { ...sent, answer: `250 for ${word}` } : { kind, answer: `451 ${word} is out` }
  },
})

const token = async (address: string, purpose: Purpose) => {
  const row = await subscriberOf(w.ctx, address)
  if (!row) throw new Error(`Nobody is called ${address}.`)
  return mailedToken(w.ctx.keys, purpose, row.id, turnOf(row, purpose))
}

/** Everything that can happen to an address, one after the other. */
async function live(): Promise<number> {
  await subscribe(w.ctx, { email: first })
  await w.deliverAll(gossip('sent'))
  await confirmSubscription(w.ctx, { token: await token(first, 'confirm') })
  const id = (await subscriberOf(w.ctx, first))?.id as number
  const manage = () => token(first, 'manage')
  await changeChoices(w.ctx, {
    token: await manage(),
    everything: true,
    kinds: ['incidents'],
    floor: 'all',
    language: 'de',
  })
  await post(1)
  await w.deliverAll(gossip('later'))
  w.clock.advance(3_600_000)
  await w.deliverAll(gossip('refused'))
  await resendFailed(w.as('mara'), { version: 1 })
  await w.deliverAll(gossip('sent'))
  await comesBack(first)
  await pauseSubscription(w.ctx, { token: await manage(), until: 'day' })
  await resumeSubscription(w.ctx, { token: await manage() })
  await askAddressChange(w.ctx, { token: await manage(), email: second })
  await w.deliverAll(gossip('sent'))
  await confirmAddressChange(w.ctx, { token: await token(first, 'address') })
  await post(2)
  await w.deliverAll(gossip('sent'))
  await comesBack(second)
  await post(3)
  await w.deliverAll(gossip('down'))
  await w.subscriber('sealed', { channel: 'webhook', host: 'hooks.example', ownerAddress: second })
  const csv = `email,components\n${second},\nlou@example.org,\n"${second}",nosuch\n${canary},\n`
  await startImport(w.as('ada'), { name: 'list.csv', csv, attested: true })
  return id
}

async function post(n: number) {
  w.clock.advance(60_000)
  await openIncident(w.as('mara'), { name: `Checkout fails ${n}`, body: 'We look into it.' })
}

async function comesBack(address: string) {
  const { rows } = await w.ctx.db.client.execute(
    "select id from deliveries where state = 'sent' and recipient_id <> 1 order by id desc limit 1",
  )
  const to = returnPath(w.ctx, { id: Number(rows[0]?.id) }, address)
  const diagnostic = `smtp; 552 5.2.2 mailbox of ${canary} is full`
  const mail = dsn({ to, reader: address, status: '5.2.2', diagnostic })
  expect(await takeReports(w.ctx, await readMail(Buffer.from(mail), []), false)).toMatchObject({ noted: 1 })
}

/** Every place of the database that holds the canary: "table.column". */
async function places(): Promise<string[]> {
  const { client } = w.ctx.db
  const tables = await client.execute("select name from sqlite_master where type = 'table'")
  const found = new Set<string>()
  for (const { name } of tables.rows) {
    const { columns, rows } = await client.execute(`select * from "${name}"`)
    for (const row of rows)
      for (const column of columns)
        if (String(row[column]).toLowerCase().includes(canary)) found.add(`${name}.${column}`)
  }
  return [...found].sort()
}

test.each([
  ['by their own link', async () => forgetMe(w.ctx, { token: await token(second, 'manage') })],
  ['by an administrator', async (id: number) => removeSubscriber(w.as('ada'), { id: String(id) })],
])('whoever is deleted %s is named nowhere any more', async (_, forget) => {
  const id = await live()
  // So that "nowhere" means something: these are the places where it did stand.
  expect(await places()).toEqual([
    'deliveries.outcome',
    'events.after',
    'subscriber_import_parts.rows',
    'subscribers.address',
    'subscribers.address_key',
    'subscribers.mailbox',
    'subscribers.owner_address',
  ])
  await forget(id)
  expect(await places()).toEqual([])
  expect(JSON.stringify(w.logged).toLowerCase()).not.toContain(canary)
  await w.deliverAll()
  expect(await places()).toEqual([])
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toMatchObject({ state: 'active' })
})
