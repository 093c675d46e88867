import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { actorOfKey } from '../../api/people/actorOfKey.ts'
import { actorOfSession } from '../../api/people/actorOfSession.ts'
import { createKey } from '../../api/people/createKey.ts'
import { forgetPerson } from '../../api/people/forgetPerson.ts'
import { listPeople } from '../../api/people/listPeople.ts'
import { signIn } from '../../api/people/signIn.ts'
import { whoOf } from '../../api/reads/manageWho.ts'
import { drafts } from '../../db/schema.ts'
import { cast } from '../cast.ts'
import { type World, world } from '../world.ts'
import { addPia, cookieOf, doorOf, pia } from './stage.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows

/** Every place of the database that holds one of the words. */
async function places(words: RegExp): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await rows("select name from sqlite_master where type = 'table'"))
    for (const row of await rows(`select * from "${name}"`))
      for (const [column, value] of Object.entries(row)) if (words.test(String(value))) found.push(`${name}.${column}`)
  return found
}

test('whoever is forgotten is named nowhere, and comes in nowhere', async () => {
  const id = await addPia(w.ctx)
  const cookie = await cookieOf(w.ctx, { userAgent: 'Pia’s own browser' })
  const me = { ...w.ctx, actor: { ...cast.ada, id, name: pia.name } as const }
  const { key } = await createKey(me, { name: 'Deploy script', scopes: ['read'] })
  await openIncident(me, { name: 'Checkout fails', body: 'We look into it.' })
  const draft = { personId: id, form: 'open', subject: '', fields: { name: 'Pia types' }, savedAt: w.clock.now() }
  await w.ctx.db.write('urgent', (tx) => tx.insert(drafts).values(draft))
  expect((await places(/pia/i)).length).toBeGreaterThan(3)

  expect(await forgetPerson(w.as('ada'), { id })).toBe(id)
  expect(await places(/pia/i)).toEqual([])
  expect(await rows(`select role, password_hash, totp_seed, epoch from people where id = '${id}'`)).toEqual([
    { role: 'viewer', password_hash: null, totp_seed: null, epoch: 1 },
  ])
  expect(await actorOfSession(w.ctx, cookie)).toBeUndefined()
  await expect(actorOfKey(w.ctx, `Bearer ${key}`)).rejects.toMatchObject({ kind: 'unauthenticated' })
  await expect(signIn(w.ctx, pia, doorOf(w.ctx))).rejects.toMatchObject({ slug: 'sign-in-refused' })
  expect((await whoOf(w.ctx, [`person:${id}`]))(`person:${id}`)).toBe('somebody who has left')
  expect(await rows(`select author from updates`)).toEqual([{ author: `person:${id}` }])
  expect(await rows("select kind from events where kind in ('person.forgotten', 'key.revoked') order by id")).toEqual([
    { kind: 'key.revoked' },
    { kind: 'person.forgotten' },
  ])
  expect(JSON.stringify(w.logged)).not.toMatch(/pia/i)
  expect((await listPeople(w.as('ada'))).map(({ name }) => name)).toEqual(['Ada Admin', 'Mara Manager', 'Vic Viewer'])
})

test('the address is free again afterwards', async () => {
  const id = await addPia(w.ctx)
  await forgetPerson(w.as('ada'), { id })
  const again = await addPia(w.ctx)
  expect(again).not.toBe(id)
  await forgetPerson(w.as('ada'), { id: again })
})

test('the last administrator stays, until there is another', async () => {
  await expect(forgetPerson(w.as('ada'), { id: cast.ada.id })).rejects.toMatchObject({ slug: 'last-administrator' })
  await w.ctx.db.write('urgent', (tx) =>
    tx.run("update people set role = 'administrator', disabled_at = 1 where number = 2"),
  )
  await expect(forgetPerson(w.as('ada'), { id: cast.ada.id })).rejects.toMatchObject({ slug: 'last-administrator' })
  await w.ctx.db.write('urgent', (tx) => tx.run('update people set disabled_at = null where number = 2'))
  await forgetPerson(w.as('ada'), { id: cast.ada.id })
  await expect(forgetPerson(w.as('ada'), { id: cast.mara.id })).rejects.toMatchObject({ slug: 'last-administrator' })
})

test('it takes an administrator, somebody who is there, and happens once', async () => {
  await expect(forgetPerson(w.as('mara'), { id: cast.vic.id })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(forgetPerson(w.as('ada'), { id: 'nobody' })).rejects.toMatchObject({ kind: 'missing' })
  await forgetPerson(w.as('ada'), { id: cast.vic.id })
  await expect(forgetPerson(w.as('ada'), { id: cast.vic.id })).rejects.toMatchObject({ kind: 'missing' })
})
