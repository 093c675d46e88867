import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDemo } from '../../api/demo/seedDemo.ts'
import { forget, type Server, startServer } from '../server.ts'
import { type World, world } from '../world.ts'

/** The real server on a copy of what a world holds. */
export async function served(w: World): Promise<Server & { close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-served-'))
  await w.ctx.db.client.execute('pragma wal_checkpoint(truncate)')
  copyFileSync(w.file, join(folder, 'candor.db'))
  const server = await startServer({ folder, env: { SECRET_KEY: 'k'.repeat(40) } })
  const close = async () => {
    await server.stop()
    forget(server)
  }
  return { ...server, close }
}

/** The demo's shop, as a visitor meets it right now. */
export async function servedDemo() {
  const w = await world({ bare: true })
  await seedDemo({ ...w.ctx, actor: { kind: 'system' } }, new Date())
  const server = await served(w)
  await w.close()
  return server
}
