import { setTimeout as sleep } from 'node:timers/promises'
import { as, type Context } from '../context/context.ts'
import { type Bell, newBell } from './bell.ts'
import { openChannels } from './channels.ts'
import { type Deliverer, startDeliverer } from './deliver.ts'
import type { Transport } from './email.ts'
import { expandNext, openFanOuts } from './fanOut.ts'
import { freeAll } from './lease.ts'
import { newPace, type Pace } from './pace.ts'
import { smtpTransport } from './smtp.ts'

const tick = 1000

export type Relay = {
  /** Something was committed: look now. */
  wake(): void
  /** Resolves when what was under way has been sent and recorded. */
  stop(): Promise<void>
  /** When its loops last looked, and until when it waits for a mail server that does not work. */
  ages(): { lastTickAt: Date; deliveredAt: Date | undefined; pausedUntil: Date | undefined }
}

type Options = { transport?: Transport | undefined; alone: boolean }
type Desk = { ctx: Context; bell: Bell; pace: Pace; deliverers: Deliverer[]; tickAt: Date; stopping: boolean }

/**
 * Tells people what was committed: expands events into deliveries and delivers them. Woken, ticking or started after a
 * crash, it does the same. Two relays on one database are peers.
 * @param options.transport where mail goes; without it the mail server of the configuration, without that mail waits
 * @param options.alone nobody else uses this database, so leases of the dead are free at once instead of after 20 s
 */
export function startRelay(ctx: Context, options: Options): Relay {
  const desk: Desk = {
    ctx: as(ctx, { kind: 'system' }),
    bell: newBell(),
    pace: newPace({ first: 500, least: 50, most: 2000, aim: 6 }),
    deliverers: [],
    tickAt: ctx.now(),
    stopping: false,
  }
  const running = run(desk, options)
  return {
    wake() {
      desk.bell.ring()
      for (const { wake } of desk.deliverers) wake()
    },
    async stop() {
      desk.stopping = true
      desk.bell.ring()
      await running
      await Promise.all(desk.deliverers.map(({ stop }) => stop()))
    },
    ages: () => ({
      lastTickAt: desk.tickAt,
      deliveredAt: earliest(desk.deliverers.map(({ lastTickAt }) => lastTickAt())),
      pausedUntil: earliest(desk.deliverers.flatMap(({ pausedUntil }) => pausedUntil() ?? [])),
    }),
  }
}

async function run(desk: Desk, { transport, alone }: Options) {
  const { ctx } = desk
  if (alone) await patiently(desk, () => freeAll(ctx))
  const out = transport ?? smtpTransport(ctx.config)
  if (!desk.stopping) desk.deliverers = openChannels(ctx, { transport: out }).map((one) => startDeliverer(ctx, one))
  while (!desk.stopping) await patiently(desk, () => expandOnce(desk))
}

async function expandOnce(desk: Desk) {
  const { ctx, bell, pace, deliverers } = desk
  desk.tickAt = ctx.now()
  const opened = await openFanOuts(ctx)
  const took = await expandNext(ctx, pace)
  if (!opened && took === undefined) return bell.wait(tick)
  for (const { look } of deliverers) look()
  // As long as it worked it rests, so that half of the thread is for people.
  if (took !== undefined) await sleep(took)
}

async function patiently({ ctx, bell }: Desk, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    ctx.log.error({ err: error }, 'the relay stumbled; going on')
    await bell.wait(tick)
  }
}

function earliest(times: Date[]): Date | undefined {
  return times.length > 0 ? new Date(Math.min(...times.map(Number))) : undefined
}
