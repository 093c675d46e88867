import { toText } from '../context/text.ts'
import type { WireNotice } from '../reads/wireNotice.ts'

/** Bytes that the incident may have: the message as a whole stays under 20,000. */
const most = 19_000

type Fitted = { incident: WireNotice; truncated?: boolean }

const bytes = (part: unknown) => Buffer.byteLength(JSON.stringify(part))

/**
 * Cuts what is too long for a message, the oldest first: earlier updates, then what the newest repeats of each component, then
 * the ends of texts, then components. The page has all of it.
 */
export function fitted({ incident }: Fitted): Fitted {
  if (bytes(incident) <= most) return { incident }
  let cut = withoutOldest(incident)
  if (bytes(cut) > most)
    cut = { ...cut, incident_updates: cut.incident_updates.map((one) => ({ ...one, affected_components: null })) }
  for (const length of [6000, 3000, 1500, 500]) if (bytes(cut) > most) cut = shortened(cut, length)
  while (bytes(cut) > most && cut.components.length > 0)
    cut = { ...cut, components: cut.components.slice(0, Math.floor(cut.components.length / 2)) }
  return { incident: cut, truncated: true }
}

function withoutOldest(incident: WireNotice): WireNotice {
  const updates = [...incident.incident_updates]
  let size = bytes(incident)
  while (size > most && updates.length > 1) size -= bytes(updates.pop()) + 1
  return { ...incident, incident_updates: updates }
}

function shortened(incident: WireNotice, length: number): WireNotice {
  const short = (html: string) => (html.length > length ? cutHtml(html, length) : html)
  return {
    ...incident,
    postmortem_body: incident.postmortem_body && short(incident.postmortem_body),
    incident_updates: incident.incident_updates.map((one) => ({ ...one, body: short(one.body) })),
  }
}

/** Without markup but for line breaks, and never cut inside of an entity. */
function cutHtml(html: string, length: number): string {
  const text = toText(html, 'html').slice(0, length).toWellFormed()
  return `${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br />')}…`
}
