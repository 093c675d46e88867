import type { ComponentState } from '../../db/vocabulary.ts'
import { rollup } from '../components/rollup.ts'
import type { Context } from '../context/context.ts'
import { sealedName } from '../context/tokens.ts'
import { readFrame } from '../reads/statuspage.ts'
import { type Frame, leafStates, wireComponent } from '../reads/wire.ts'
import { wireNotice } from '../reads/wireNotice.ts'
import type { News } from './news.ts'
import { fitted } from './webhookFit.ts'

/** A message for programs, but for what is its receiver's own. */
export type WebhookBody = Awaited<ReturnType<typeof webhookBody>>

/**
 * What a webhook is sent, in the words of Statuspage's: the incident or component as it stands now, so that a message that comes
 * late, or after a newer one, says nothing that is over. Under 20,000 bytes.
 */
export async function webhookBody(ctx: Context, news: News) {
  const { frame } = await readFrame(ctx)
  const { truncated = false, ...subject } = subjectOf(ctx, frame, news)
  return { ...headOf(ctx, frame, news.event.kind, truncated), ...subject }
}

/** A message that tells of nothing: for whoever wants to see that messages arrive. */
export async function webhookProbe(ctx: Context) {
  const { frame } = await readFrame(ctx)
  const message = 'This is a test message. Nothing has happened.'
  return { ...headOf(ctx, frame, 'test', false), test: { message, created_at: frame.iso(ctx.now()) } }
}

/** What every message begins with. */
function headOf(ctx: Context, frame: Frame, event: string, truncated: boolean) {
  const { indicator, description } = rollup(leafStates(frame))
  return {
    meta: {
      unsubscribe: '',
      documentation: `${frame.url}/subscribe/webhook#what-is-sent`,
      generated_at: ctx.now().toISOString(),
      event,
      truncated,
    },
    page: { id: frame.pageId, status_indicator: indicator, status_description: description },
  }
}

function subjectOf(ctx: Context, frame: Frame, news: News): { truncated?: boolean; [subject: string]: unknown } {
  switch (news.about) {
    case 'component':
      return ofComponent(ctx, frame, news)
    case 'promise':
      return ofPromise(frame, news)
    case 'story':
      return fitted({ incident: wireNotice(frame, news.story, news.report) })
  }
}

type Of<about extends News['about']> = Extract<News, { about: about }>

function ofComponent(ctx: Context, frame: Frame, { event, component, before, now }: Of<'component'>) {
  return {
    component: wireComponent(frame, component),
    component_update: {
      old_status: before satisfies ComponentState,
      new_status: now satisfies ComponentState,
      created_at: frame.iso(event.at),
      component_type: 'Component',
      id: idOf(sealedName(ctx.keys, 'component update', event.id)),
      component_id: component.id,
    },
  }
}

/** Ours alone: the format knows no promises. */
function ofPromise(frame: Frame, { story, promise }: Of<'promise'>) {
  return {
    promise: {
      kind: promise.kind,
      by: frame.iso(promise.by),
      lapsed_at: promise.lapsedAt && frame.iso(promise.lapsedAt),
      kept_at: promise.keptAt && frame.iso(promise.keptAt),
      incident_id: story.row.id,
      incident_name: story.row.name,
      shortlink: `${frame.url}/incidents/${story.row.id}`,
    },
  }
}

/** Twelve characters of a-z0-9, as the format's ids are. */
function idOf(name: string): string {
  return BigInt(`0x${Buffer.from(name, 'base64url').toString('hex')}`)
    .toString(36)
    .padStart(12, '0')
    .slice(0, 12)
}
