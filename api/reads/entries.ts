import { gist } from '../context/text.ts'
import { previousDay } from '../context/zones.ts'
import { isActive, lasted, worstStance } from './incidentView.ts'
import type { Story } from './stories.ts'
import { dayName, daySpan, daysIn, type Moment, type Times } from './times.ts'
import { originalOf } from './updatesView.ts'
import type { Voice } from './voice.ts'
import type { Stance } from './words.ts'

/** One incident or maintenance as a line of a day. */
export type EntryView = {
  id: string
  href: string
  name: string
  /** Of its name, and of its first words, where it is not the page's. */
  lang: string | undefined
  gistLang: string | undefined
  stance: Stance
  /** Its span, each end with its day where that is not the day it stands under. */
  from: Moment
  to: Moment | undefined
  lasted: string | undefined
  active: boolean
  cancelled: boolean
  report: { href: string; title: string } | undefined
  /** The first words of the newest update. */
  gist: string
}

/** Days in a row without anything stand together. */
export type DayView = { label: string; entries: EntryView[]; quiet: string }

/** A story as it stands under one day. @param day YYYY-MM-DD */
export function entryView(story: Story, day: string, times: Times): EntryView {
  const { row, maintenance } = story
  const { voice } = times
  const { from, to } = spanOf(story)
  const said = (at: Date) => times.within(day, at)
  const posts = story.updates.filter((update) => !update.replacedAt && !update.retractedAt)
  const newest = posts.find((update) => update.status !== 'postmortem') ?? posts[0]
  return {
    id: row.id,
    href: `/incidents/${row.id}`,
    name: row.name,
    lang: originalOf(story.language, voice)?.language,
    gistLang: originalOf(newest?.language, voice)?.language,
    stance: maintenance || row.kind === 'maintenance' ? voice.stanceOf('under_maintenance') : worstStance(story, voice),
    from: said(from),
    to: to && +to - +from >= 60_000 ? said(to) : undefined,
    lasted: lasted(story, voice),
    active: isActive(story),
    cancelled: row.status === 'cancelled',
    report: story.report && { href: `/reports/${story.report.id}`, title: story.report.title },
    gist: newest ? gist(newest.body, newest.format, 180).replace(/^- /, '') : '',
  }
}

/** From when to when it stands in the history; without an end it still runs. */
export function spanOf({ row, maintenance }: Story): { from: Date; to: Date | undefined } {
  if (!maintenance) return { from: row.startedAt, to: row.resolvedAt ?? undefined }
  const from = maintenance.beganAt ?? maintenance.scheduledFor
  return { from, to: maintenance.completedAt ?? maintenance.cancelledAt ?? undefined }
}

/** Every day that a story touches, at most `most` of them. */
export function daysOf(story: Story, times: Times, now: Date): { first: string; last: string } {
  const { from, to } = spanOf(story)
  const first = times.dayKey(from)
  const last = times.dayKey(to ?? (isActive(story) ? now : from))
  // Some sources let an incident end before it starts.
  return { first, last: [first, last].sort()[1] as string }
}

/** The last days with what touched them, newest first; quiet neighbours are one line. */
export function recentDays(stories: readonly Story[], count: number, times: Times, now: Date): DayView[] {
  const spans = stories.map((story) => ({ story, ...daysOf(story, times, now) }))
  const nameOf = daysIn(times.voice)
  const days: DayView[] = []
  let quiet: string[] = []
  const flush = () => {
    if (quiet.length > 0) days.push(quietDays(quiet, times.voice))
    quiet = []
  }
  let day = times.today
  for (let n = 0; n < count; n++, day = previousDay(day)) {
    const here = spans.filter(({ first, last }) => first <= day && day <= last)
    if (here.length === 0) quiet.push(day)
    else {
      flush()
      days.push({ label: nameOf(day), entries: here.map(({ story }) => entryView(story, day, times)), quiet: '' })
    }
  }
  flush()
  return days
}

function quietDays(days: string[], voice: Voice): DayView {
  const { quietDay, quietDays } = voice.words.home
  const [newest, oldest] = [days[0] as string, days.at(-1) as string]
  if (newest === oldest) return { label: dayName(newest, voice), entries: [], quiet: quietDay }
  return {
    label: daySpan(oldest, newest, voice),
    entries: [],
    quiet: quietDays(days.length),
  }
}
