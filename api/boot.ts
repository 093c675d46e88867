import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { startClock } from './clock.ts'
import { as } from './context/context.ts'
import { newSecret } from './context/ids.ts'
import { openDkim } from './delivery/dkim.ts'
import type { Transport } from './delivery/email.ts'
import { foldDeliveries } from './delivery/foldDeliveries.ts'
import { startRelay } from './delivery/relay.ts'
import { startSendingThread } from './delivery/sendingThread.ts'
import { seedDemo } from './demo/seedDemo.ts'
import { seedPage } from './demo/seedPage.ts'
import { openFolder } from './edition/copy/folder.ts'
import { type KeptCopy, keepCopy } from './edition/copy/keepCopy.ts'
import { newCopy } from './edition/copy/writeCopy.ts'
import { type Edition, openEdition } from './edition/edition.ts'
import { startTail, type Turn } from './edition/tail.ts'
import { newestVersion } from './events/commit.ts'
import { indexOld } from './events/indexTexts.ts'
import { house } from './house.ts'
import { loadAssets } from './http/assets.ts'
import { frontDoor } from './http/front.ts'
import type { Pulse } from './http/health.ts'
import { listen } from './http/listen.ts'
import { openLive } from './http/live.ts'
import { alwaysReady, publicSources } from './http/publicRoutes.ts'
import { demoEmail, ensureDemoAdministrator } from './people/ensureDemoAdministrator.ts'
import { forgetSessions } from './people/forgetSessions.ts'
import { setUpToken } from './people/setUp.ts'
import { forgetUnconfirmed } from './subscribers/forgetUnconfirmed.ts'

/** What is built beside us and handed over at start. */
export type Parts = {
  render: (url: URL, locals?: object) => Promise<Response>
  /** Absent in development, where another listener serves the pages. */
  handler?: RequestListener
  /** The folder of the built assets. */
  client?: string
}

export type Running = { stop(): Promise<void> }

type Assets = Awaited<ReturnType<typeof loadAssets>>
type Stops = (() => void | Promise<void>)[]

const { ctx } = house

/** Starts everything; what is started last is stopped first. Configuration, keys, database and lock stand already: `house`. */
export async function start(parts: Parts): Promise<Running> {
  const stops: Stops = [house.close]
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last()
  }
  try {
    await settle()
    const pulse = startBackground(house.mailbox?.transport ?? (await openPost()), stops)
    if (parts.handler) await startServing(parts, parts.handler, pulse, stops)
    console.log(await welcome())
    return {
      async stop() {
        ctx.log.info({ database: ctx.db.timing }, 'stopping')
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Nobody meets an empty page: the demo gets its shop, a page of one's own at least a name. */
async function settle() {
  const system = as(ctx, { kind: 'system' })
  if (ctx.config.demo) await seedDemo(system, ctx.now())
  else await seedPage(system)
  house.see(await newestVersion(ctx.db.read))
}

/** Mails go out from a thread of their own. A key that cannot sign is found out here, not with the first mail. */
async function openPost(): Promise<Transport | undefined> {
  const { config, log } = ctx
  await openDkim(config.dkim, ctx.now, (sentence) => log.warn({}, sentence))
  if (!config.smtpUrl) return undefined
  const [built, source] = ['sender.mjs', 'delivery/sender.ts'].map((name) => join(import.meta.dirname, name))
  const file = existsSync(built as string) ? built : source
  return startSendingThread(config, file as string, (err) => log.error({ err }, 'the thread that sends mail ended'))
}

/** The relay tells people, the clock does what is due. */
function startBackground(transport: Transport | undefined, stops: Stops): Pulse {
  const relay = startRelay(ctx, { transport, alone: house.alone })
  stops.push(relay.stop)
  house.onWake(relay.wake)
  const clock = startClock(ctx, { sweeps: [indexOld, forgetUnconfirmed, forgetSessions, foldDeliveries] })
  stops.push(clock.stop)
  return { relayAt: () => relay.ages().lastTickAt, clockAt: clock.lastTickAt }
}

/** Pages, JSON and feeds from the edition; what changes is shown first, then said to those who watch. */
async function startServing({ render, client }: Parts, pages: RequestListener, pulse: Pulse, stops: Stops) {
  const sources = publicSources(ctx, (url) => render(url, { ctx }))
  const edition = openEdition(ctx, { sources, always: () => alwaysReady(ctx) })
  const live = openLive(ctx)
  const assets: Assets = client ? await loadAssets(ctx.config, client) : new Map()
  const copy = await startCopy(edition, assets, stops)
  const turn = async (next: Turn) => {
    house.see(next.version)
    await edition.turn(next).finally(() => live.tell(next.version))
    copy?.refresh()
  }
  await edition.catchUp().catch((error) => ctx.log.warn({ err: error }, 'the first edition could not be made'))
  const tail = startTail(ctx, ctx.version(), { turn, idle: edition.catchUp, doubt: edition.doubt })
  stops.push(tail.stop)
  house.onWake(tail.wake)
  const server = await listen(ctx, frontDoor(ctx, { edition, live, pulse, assets, pages }))
  stops.push(server.stop, live.stop)
}

/** The static copy that needs nobody, if one is to be kept. */
async function startCopy(edition: Edition, assets: Assets, stops: Stops): Promise<KeptCopy | undefined> {
  const { snapshotDir } = ctx.config
  if (!snapshotDir) return undefined
  const folder = await openFolder(snapshotDir)
  const copy = keepCopy(ctx, newCopy(ctx, { edition, assets, folder }))
  stops.push(copy.stop)
  return copy
}

/** What whoever started us needs to know, and nobody else gets to see. */
async function welcome(): Promise<string> {
  const { demo, publicUrl, host, port, smtpIgnored } = ctx.config
  if (demo) {
    const password = newSecret().slice(0, 16)
    await ensureDemoAdministrator(ctx, password)
    return [
      `Candor shows its demo at ${publicUrl} (mail is caught there, none is sent).`,
      ...(smtpIgnored
        ? ['SMTP_URL is ignored: the demo sends nothing. Set PUBLIC_URL to run a page of your own.']
        : []),
      `Sign in at ${publicUrl}/manage as ${demoEmail} with the password ${password}`,
    ].join('\n')
  }
  const token = await setUpToken(ctx)
  const serving = `Candor serves ${publicUrl}, listening on ${host}:${port}.`
  return token ? `${serving}\nMake the first administrator, once: ${publicUrl}/manage/set-up?token=${token}` : serving
}
