import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { activeIds, plannedIds, standingComponents } from './homeRows.ts'
import { incidentView } from './incidentView.ts'
import { languageNamed } from './languages.ts'
import { type Lead, leadOf } from './lead.ts'
import { maintenanceView } from './maintenanceView.ts'
import { type PageView, readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import { voiceIn } from './voice.ts'

export type StandingView = { page: PageView; lead: Lead }

/** How things stand, in one sentence: for pages that are about something else, or about nothing. */
export async function readStanding(ctx: Context): Promise<StandingView> {
  const { read } = ctx.db
  const { page, times, voice } = await readPage(ctx)
  const [rows, shown, active, planned] = await Promise.all([
    standingComponents(read),
    shownStates(read),
    activeIds(read),
    plannedIds(read),
  ])
  const [running, ahead] = await Promise.all([storiesOf(read, active), storiesOf(read, planned)])
  const leaves = rows
    .filter(({ isGroup }) => !isGroup)
    .map(({ id, name }) => ({ name, state: shown.get(id) ?? ('operational' as const) }))
  const incidents = running.map((story) => incidentView(story, times))
  return {
    page,
    lead: leadOf(
      incidents,
      ahead.map((story) => maintenanceView(story, times)),
      leaves,
      voice,
    ),
  }
}

/** What a page says around its text when nothing can be read. */
export function unknownPage(ctx: Context | undefined): PageView {
  const language = languageNamed(ctx?.language)
  const { words } = voiceIn(language)
  return {
    name: 'Service',
    url: ctx?.config.publicUrl ?? '',
    about: undefined,
    supportUrl: undefined,
    language,
    ownLanguage: language,
    timeZone: 'Etc/UTC',
    zone: words.frame.zone(words.times.utc, 'UTC'),
    zoneShort: 'UTC',
    date: '',
    version: ctx?.version() ?? 0,
    demo: false,
    noindex: false,
  }
}
