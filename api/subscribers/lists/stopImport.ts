import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { subscriberImportParts, subscriberImports } from '../../../db/schema.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { conflict, missing } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { dismiss } from './importSome.ts'

export const StopImport = z.object({ id: z.string().regex(/^[a-z0-9]{12}$/, 'There is no such import.') })

/**
 * Ends an import before its time. Who came with it already stays; the rest of the list is forgotten.
 * @returns the import's id
 * @throws missing; conflict when it is done already
 */
export async function stopImport(
  ctx: Context,
  input: z.input<typeof StopImport>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const { id } = valid(StopImport, input)
  return commit(ctx, { key }, async (tx, record) => {
    const running = and(eq(subscriberImports.id, id), isNull(subscriberImports.finishedAt))
    const [list] = await tx.update(subscriberImports).set({ finishedAt: ctx.now() }).where(running).returning()
    if (!list) {
      const [over] = await tx.select().from(subscriberImports).where(eq(subscriberImports.id, id))
      throw over ? conflict('import-over', 'This import is done already.') : missing('import')
    }
    await tx.delete(subscriberImportParts).where(eq(subscriberImportParts.importId, id))
    await dismiss(tx, ctx, id)
    const after = { lines: list.lines, done: list.done }
    await record({ kind: 'subscribers.importStopped', subject: id, after, audience: 'internal' })
    return id
  })
}
