import { asc, eq } from 'drizzle-orm'
import { importPart } from '../../../api/subscribers/lists/importSome.ts'
import { startImport } from '../../../api/subscribers/lists/startImport.ts'
import { events, subscriberComponents, subscriberImports, subscribers } from '../../../db/schema.ts'
import { type World, world } from '../../world.ts'

type Input = Omit<Parameters<typeof startImport>[1], 'csv'>

/** A world in which ada imports lists, each to its end. */
export async function importing() {
  const w = await world()
  const start = (csv: string, input: Partial<Input> = {}) => startImport(w.as('ada'), { csv, attested: true, ...input })
  return {
    ...w,
    start,
    take: async (csv: string, input: Partial<Input> = {}) => {
      const id = await start(csv, input)
      while (await importPart(w.as('clock'), id));
      return reportOf(w, id)
    },
    report: (id: string) => reportOf(w, id),
    list: () => w.ctx.db.read.select().from(subscribers).orderBy(asc(subscribers.id)),
    choicesOf: async (id: number) => {
      const mine = eq(subscriberComponents.subscriberId, id)
      const rows = await w.ctx.db.read.select().from(subscriberComponents).where(mine)
      return rows.map(({ componentId }) => componentId).sort()
    },
    log: () => w.ctx.db.read.select().from(events).orderBy(asc(events.id)),
  }
}

async function reportOf(w: World, id: string) {
  const [row] = await w.ctx.db.read.select().from(subscriberImports).where(eq(subscriberImports.id, id))
  if (!row) throw new Error('There is no such import.')
  return row
}
