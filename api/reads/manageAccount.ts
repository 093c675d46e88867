import { listSessions } from '../people/listSessions.ts'
import type { Panel } from './managePanel.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type AccountView = {
  name: string
  role: string
  email: string
  demo: boolean
  sessions: { id: string; browser: string; since: Moment; ends: Moment; current: boolean }[]
}

/** What somebody sees about themselves. */
export async function readAccount({ ctx, me }: Panel): Promise<AccountView> {
  const [{ times }, sessions] = await Promise.all([readPage(ctx), listSessions(ctx)])
  return {
    name: me?.actor.name ?? '',
    role: me?.actor.role ?? '',
    email: me?.email ?? '',
    demo: ctx.config.demo,
    sessions: sessions.map((session) => ({
      id: session.publicId,
      browser: browserOf(session.userAgent),
      since: times.on(session.createdAt),
      ends: times.on(session.expiresAt),
      current: session.publicId === me?.session.publicId,
    })),
  }
}

/** "Firefox on Linux", as far as a browser says so. */
function browserOf(userAgent: string | null): string {
  const text = userAgent ?? ''
  const first = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(text))?.[1]
  const browser = first([
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = first([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}
