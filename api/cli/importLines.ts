import type { Note, Report } from '../import/report.ts'

/** What an import did, line by line: figures first, then what was left out, then what is worth knowing. */
export function linesOf(report: Report): string[] {
  const { incidents, updates, components, claims, publications } = report
  const few = (count: number, one: string, many = `${one}s`) =>
    `${count.toLocaleString('en')} ${count === 1 ? one : many}`
  const lines = [
    `In the file: ${few(incidents.inFile, 'incident')}, ${few(updates.inFile, 'update')}.`,
    `Added: ${few(incidents.added, 'incident')}, ${few(updates.added, 'update')}, ${few(components.added, 'component')}, ${few(claims.added, 'stretch of trouble', 'stretches of trouble')}, ${few(publications.added, 'post-mortem')}.`,
    `Here already: ${few(incidents.present + incidents.extended, 'incident')} (${incidents.extended.toLocaleString('en')} with new updates), ${few(updates.present, 'update')}.`,
    `Left out: ${few(incidents.leftOut, 'incident')}, ${few(updates.leftOut, 'update')}.`,
  ]
  if (incidents.withoutStates > 0)
    lines.push(
      `${few(incidents.withoutStates, 'incident')} say nothing of any component's state: their impact is kept as given, and no downtime is counted for them.`,
    )
  lines.push(...grouped(report.notes, 'left out', 'Left out'), ...grouped(report.notes, 'remark', 'Note'))
  if (incidents.added + incidents.extended === 0)
    lines.push('Nothing was added: everything that can be taken is here already.')
  return lines
}

/** One line per reason, with everything that it is about. */
function grouped(notes: readonly Note[], kind: Note['kind'], title: string): string[] {
  const about = new Map<string, string[]>()
  for (const note of notes)
    if (note.kind === kind) about.set(note.reason, [...(about.get(note.reason) ?? []), note.about])
  return [...about].map(([reason, ids]) => `${title}: ${reason} (${ids.length}): ${ids.join(', ')}`)
}
