/** What an import says of itself, as far as it is judged. */
export type Report = {
  id: string
  state: string
  done: number
  lines: number
  added: number
  known: number
  repeated: number
  refused: number
}

const counts = ['added', 'known', 'repeated', 'refused'] as const
export type Expected = Pick<Report, (typeof counts)[number]>

export const agrees = (report: Report, expected: Expected): boolean =>
  counts.every((name) => report[name] === expected[name])

/** States of subscribers whom no import may change; each has the address of its name. */
export const kept = ['unsubscribed', 'suppressed', 'paused', 'pending'] as const

/** Of every hundred lines one is no address and one is said twice; every third person chose components. */
export function listOf(lines: number) {
  const known = kept.map((state) => `${state}@example.org,,,,`)
  const rows = Array.from({ length: lines - known.length }, (_, n) => {
    if (n % 100 === 50) return 'no address,,,,'
    const address = `customer${n % 100 === 60 ? n - 1 : n}@company${n % 977}.example.org`
    // The one said twice has to be the same to the letter, its company too.
    if (n % 100 === 60) return `customer${n - 1}@company${(n - 1) % 977}.example.org,,,,`
    return `${address},${n % 3 === 0 ? 'Checkout|Search' : ''},${n % 5 === 0 ? 'de' : ''},,${n % 7 === 0 ? 'major' : ''}`
  })
  const refused = rows.filter((row) => row.startsWith('no')).length
  const repeated = rows.filter((_, n) => n % 100 === 60).length
  const added = rows.length - refused - repeated
  const csv = ['email,components,language,kinds,floor', ...known, ...rows].join('\r\n')
  return { csv, expected: { added, refused, repeated, known: kept.length, people: added + kept.length } }
}
