import { drizzle } from 'drizzle-orm/libsql'
import { expect, test } from 'vitest'
import type { Context } from '../../../api/context/context.ts'
import { askAllAgain } from '../../../api/subscribers/lists/askAllAgain.ts'
import { exportSubscribers } from '../../../api/subscribers/lists/exportSubscribers.ts'
import { importPart } from '../../../api/subscribers/lists/importSome.ts'
import { releaseSubscribers } from '../../../api/subscribers/lists/releaseSubscribers.ts'
import { startImport } from '../../../api/subscribers/lists/startImport.ts'
import * as schema from '../../../db/schema.ts'
import { importing } from './importing.ts'

test('no statement about a list walks all subscribers', async () => {
  const w = await importing()
  await w.subscribers(100)
  await w.subscriber('gone@example.org', { state: 'suppressed' })
  await w.subscriber('hook', { channel: 'webhook', state: 'pending', ownerAddress: 'o@example.org', asks: [1] })
  const asked: { query: string; params: unknown[] }[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) }
  const orm = drizzle(w.ctx.db.client, { schema, logger })
  const write = <T>(_: unknown, work: (tx: never) => Promise<T>) => orm.transaction(work as never) as Promise<T>
  const ctx: Context = { ...w.as('ada'), db: { ...w.ctx.db, read: orm, write } }
  const csv = 'email,components\nreader1@example.org\nsam@example.org,Checkout\nsam+1@example.org\n'
  await startImport(ctx, { csv, attested: false, dryRun: true })
  const id = await startImport(ctx, { csv, attested: false })
  while (await importPart(ctx, id));
  await askAllAgain(ctx)
  await releaseSubscribers(ctx)
  for await (const _ of await exportSubscribers(ctx));
  const walks = []
  for (const { query, params } of asked) {
    const { rows } = await w.ctx.db.client.execute({ sql: `explain query plan ${query}`, args: params as string[] })
    const steps = rows.map(({ detail }) => String(detail))
    // The log counts them for an export, in an index; and goes over them by number.
    const fine = /COVERING INDEX|subscribers_by_owner/
    walks.push(
      ...steps.filter(
        (step) => /^SCAN (subscribers|subscriber_components|events|due)\b/.test(step) && !fine.test(step),
      ),
    )
    walks.push(...steps.filter((step) => /AUTOMATIC|\(channel=\?\)$/.test(step)))
  }
  expect(walks).toEqual([])
  expect(asked.length).toBeGreaterThan(20)
  await w.close()
})
