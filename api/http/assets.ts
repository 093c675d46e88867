import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Config } from '../context/config.ts'
import { type Answer, prepare, type Rendered } from '../edition/answer.ts'
import { anyOrigin, anyPage, cacheForever, commonHeaders, isOpen, strictPolicy } from './headers.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Every file of the built site, ready to be sent, by path.
 * @param folder of what the build left for browsers
 */
export async function loadAssets(config: Config, folder: string): Promise<Map<string, Answer>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const assets = new Map<string, Answer>()
  for (const file of files) {
    const path = `/${relative(folder, file).split(sep).join('/')}`
    assets.set(path, await prepare(renderedFile(config, path, readFileSync(file)), true))
  }
  return assets
}

/** The names under /_astro carry a hash of what is in them. */
function renderedFile(config: Config, path: string, body: Buffer): Rendered {
  return {
    status: 200,
    headers: [
      ['Content-Type', types[extname(path)] ?? 'application/octet-stream'],
      ['Cache-Control', path.startsWith('/_astro/') ? cacheForever : 'public, max-age=3600'],
      ['Content-Security-Policy', strictPolicy],
      ...commonHeaders(config),
      ...(isOpen(path) ? [anyOrigin, anyPage] : []),
    ],
    body,
  }
}
