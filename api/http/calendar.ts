import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { printable } from '../context/text.ts'
import type { Calendar } from '../reads/calendar.ts'

/**
 * The calendar as RFC 5545 wants it. Times are in UTC, so that every program puts them into its reader's own zone.
 * @param url where this very calendar stands
 */
export function calendarText({ name, language, entries }: Calendar, url: string): string {
  const calendar = ical({
    name: printable(name),
    prodId: { company: 'Candor', product: 'Status page', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    source: url,
    ttl: 3600,
  })
  for (const entry of entries)
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      stamp: entry.at,
      created: entry.createdAt,
      lastModified: entry.at,
      start: entry.from,
      end: entry.to,
      summary: entry.summary,
      description: entry.description,
      url: entry.url,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Nobody is busy because of it.
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  return calendar.toString()
}
