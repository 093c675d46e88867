import type { Context } from '../context/context.ts'
import { demoEmail } from '../people/ensureDemoAdministrator.ts'
import { readPage } from './pageView.ts'

/** What somebody may know before signing in. */
export async function readDoor(ctx: Context): Promise<{ page: string; demo: boolean; email: string }> {
  const { page } = await readPage(ctx)
  return { page: page.name, demo: page.demo, email: page.demo ? demoEmail : '' }
}
