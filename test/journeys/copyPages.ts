import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

/** Any file server: what is there as it is, an index for a folder, and nothing else. */
export async function serveFiles(folder: string) {
  const types: Record<string, string> = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' }
  const server = createServer(({ url = '/' }, response) => {
    const path = url.split('?', 1)[0] as string
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    try {
      const bytes = readFileSync(file)
      response.writeHead(200, { 'Content-Type': types[file.split('.').pop() as string] ?? 'application/octet-stream' })
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { port: number }
  return { url: `http://127.0.0.1:${address.port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

/** Every file of a copy, by its name within it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** The words of a page, without what a copy leaves out or adds. */
export function wordsOf(html: string): string {
  return html
    .replace(/<form\b.*?<\/form>/gs, '')
    .replace(/<div id="(as-of|copy)".*?<\/div>/s, '')
    .replace(/<p class="quiet-text" data-form>.*?<\/p>/gs, '')
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, '')
    .replace(/<[a-z/!](?:"[^"]*"|[^">])*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Where a page's links lead. */
export function linksOf(html: string): string[] {
  const tags = html.match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? []
  return tags.flatMap((tag) => [...tag.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => match[1] as string))
}
