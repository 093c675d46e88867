import { resolve } from 'node:path'
import { StartProblem } from '../../db/health.ts'
import { readConfig } from '../context/config.ts'
import type { Context } from '../context/context.ts'
import { openFolder } from '../edition/copy/folder.ts'
import { newCopy } from '../edition/copy/writeCopy.ts'
import { openEdition } from '../edition/edition.ts'
import { loadAssets } from '../http/assets.ts'
import { publicSources } from '../http/publicRoutes.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './withDatabase.ts'

/** What was built beside the command line; loaded only by what needs it. */
export type BuiltSite = {
  render: () => Promise<(url: URL, locals?: object) => Promise<Response>>
  /** The folder of the built assets. */
  client: string
}

/** `candor export DIR`: the public site as files. */
export async function exportSite(name: string, terminal: Terminal, site: BuiltSite | undefined): Promise<void> {
  if (!site) throw new StartProblem('The site is not built: run this as npm run candor -- export DIR.')
  const config = readConfig(terminal.env)
  const path = resolve(terminal.path(name))
  const { files, written, removed } = await withDatabase(config, terminal, async (ctx) => {
    const folder = await openFolder(path)
    const assets = await loadAssets(config, site.client)
    return newCopy(ctx, { edition: await editionFor(ctx, site), assets, folder })()
  })
  terminal.say(
    `The copy in ${path} has ${files} files: ${written} written, ${removed} removed, the others as they were.`,
  )
}

async function editionFor(ctx: Context, site: BuiltSite) {
  const render = await site.render()
  return openEdition(ctx, { sources: publicSources(ctx, (url) => render(url, { ctx })), always: async () => [] })
}
