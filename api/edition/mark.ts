import { type Answer, prepare } from './answer.ts'

/** Every page has this notice, hidden until what the page says may no longer be the newest. `Public.astro` writes it. */
const notice = /<(\w+) id="as-of"([^>]*) hidden(?:="")?>(.*?)<i><\/i>/s

/** @returns the page with its notice shown: this is what was known at `since`. Programs read bytes without one, unchanged. */
export async function markAsOf(answer: Answer, since: Date): Promise<Answer> {
  const page = answer.identity.body.toString()
  if (!isPage(answer) || !notice.test(page)) return answer
  const lang = /<html[^>]* lang="([\w-]+)"/.exec(page)?.[1] ?? 'en'
  const zone = /<html[^>]* data-zone="([\w/+-]+)"/.exec(page)?.[1] ?? 'UTC'
  const time = `<time datetime="${since.toISOString()}">${momentOn(lang, zone, since)}</time>`
  const body = page.replace(notice, (_, tag, more, words) => `<${tag} id="as-of"${more}>${words}${time}`)
  return prepare({ status: answer.status, headers: answer.headers, body: Buffer.from(body) })
}

function isPage({ headers }: Answer): boolean {
  return headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('text/html'))
}

/** In a page's own language and zone: "Tue 24 Nov 2026, 14:32 CET". */
export function momentOn(lang: string, timeZone: string, at: Date): string {
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  return format.format(at)
}
