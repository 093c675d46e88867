import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { due, subscriberImportParts } from '../../../db/schema.ts'
import { subscriberOf } from '../../followers.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

describe('an attested list', () => {
  test('makes everybody on it active at once, with what they chose, and asks nobody', async () => {
    const { checkout, search } = w.components
    const report = await w.take(
      [
        'email,components,language,kinds,floor',
        'Sam@Example.org,Checkout|search000000,de,incidents|promises,major',
        'kim@example.org,,,,',
        'lee@example.org,none,FR,none,new_and_resolved',
      ].join('\r\n'),
      { name: 'customers.csv' },
    )
    expect(report).toMatchObject({ lines: 3, done: 3, added: 3, known: 0, repeated: 0, refused: 0, asked: 0 })
    expect(report).toMatchObject({ name: 'customers.csv', actor: 'person:adaadmin0000', finishedAt: w.clock.now() })
    const [sam, kim, lee] = await w.list()
    expect(sam).toMatchObject({ address: 'Sam@example.org', addressKey: 'sam@example.org', state: 'active' })
    expect(sam).toMatchObject({
      confirmedAt: w.clock.now(),
      everything: false,
      language: 'de',
      floor: 'major',
      asks: [],
    })
    expect(sam).toMatchObject({ hearsIncidents: true, hearsMaintenance: false, hearsPostmortems: false })
    expect(sam).toMatchObject({ hearsPromises: true, importId: report.id })
    expect(await w.choicesOf(sam?.id as number)).toEqual([checkout, search].sort())
    expect(kim).toMatchObject({ everything: true, language: 'en', floor: 'all', hearsIncidents: true })
    expect(kim).toMatchObject({ hearsMaintenance: true, hearsPostmortems: true, hearsPromises: false })
    expect(lee).toMatchObject({ everything: false, language: 'fr', hearsIncidents: false, floor: 'new_and_resolved' })
    expect(await w.choicesOf(lee?.id as number)).toEqual([])
    await w.deliverAll()
    expect(w.mailbox()).toEqual([])
  })

  test('stands in the log with who says that they agreed, and which numbers they got', async () => {
    const { id } = await w.take('sam@example.org\nkim@example.org\nno address')
    const [sam, kim] = await w.list()
    expect((await w.log()).map(({ kind, subject, actor, after }) => ({ kind, subject, actor, after }))).toEqual([
      {
        kind: 'subscribers.importAsked',
        subject: id,
        actor: 'person:adaadmin0000',
        after: { name: 'Pasted list', lines: 3, refused: 1, attested: true, dryRun: false },
      },
      {
        kind: 'subscribers.imported',
        subject: id,
        actor: 'clock',
        after: { attested: true, added: 2, known: 0, from: sam?.id, to: kim?.id },
      },
    ])
  })

  test('takes a single column, semicolons, and no header', async () => {
    await w.take('sam@example.org\n\nkim@example.org\n')
    await w.take('lee@example.org;Checkout|Search;de\n')
    await w.take('\u{feff}Name;E-Mail\nToni;toni@example.org')
    expect((await w.list()).map(({ address }) => address)).toEqual(
      ['sam', 'kim', 'lee', 'toni'].map((name) => `${name}@example.org`),
    )
  })

  test('leaves nothing of what was uploaded when it is done', async () => {
    await w.take('sam@example.org')
    expect(await w.ctx.db.read.select().from(subscriberImportParts)).toEqual([])
    expect(await w.ctx.db.read.select().from(due)).toMatchObject([{ doneAt: w.clock.now() }])
  })
})

describe('whoever is on the list already', () => {
  test.each(['unsubscribed', 'suppressed', 'paused', 'pending', 'active'] as const)(
    'and is %s stays so, with their own choices',
    async (state) => {
      await w.subscriber('sam@example.org', { state, only: [w.components.search], language: 'ja', floor: 'major' })
      const before = await subscriberOf(w.ctx, 'sam@example.org')
      for (const attested of [true, false]) {
        const report = await w.take('email,components,language\nSAM@example.org,Checkout,de', { attested })
        expect(report).toMatchObject({ lines: 1, added: 0, asked: 0, known: 1 })
      }
      expect(await subscriberOf(w.ctx, 'sam@example.org')).toEqual(before)
      expect(await w.choicesOf(before?.id as number)).toEqual([w.components.search])
      await w.deliverAll()
      expect(w.mailbox()).toEqual([])
    },
  )

  test('is not added by another name of the same address, nor twice by one file', async () => {
    const report = await w.take(
      'sam@example.org\nSAM@EXAMPLE.ORG\n sam@example.org \nkim@bücher.example\nkim@xn--bcher-kva.example',
    )
    expect(report).toMatchObject({ lines: 5, done: 5, added: 2, repeated: 3, known: 0 })
    expect(await w.list()).toHaveLength(2)
  })
})

describe('a dry run', () => {
  test('says what the import would do, line by line, and writes nobody down', async () => {
    await w.subscriber('kim@example.org', { state: 'unsubscribed' })
    const csv = 'email\nsam@example.org\nSam@example.org\nkim@example.org\nno address\nlee@example.org'
    const dry = await w.take(csv, { dryRun: true })
    expect(dry).toMatchObject({ dryRun: true, finishedAt: w.clock.now(), done: 5 })
    expect(await w.list()).toHaveLength(1)
    expect(await w.ctx.db.read.select().from(subscriberImportParts)).toEqual([])
    const real = await w.take(csv)
    const counts = ({ lines, added, known, repeated, refused, errors }: typeof real) => {
      return { lines, added, known, repeated, refused, errors }
    }
    expect(counts(dry)).toEqual(counts(real))
    expect(counts(real)).toMatchObject({ lines: 5, added: 2, known: 1, repeated: 1, refused: 1 })
  })
})
