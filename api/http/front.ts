import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
}
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']

type Asset = { type: string; cache: string; bytes: Buffer; gzip: Buffer }

/** The listener: headers that strangers may not set, then assets, then the pages. */
export function frontDoor({ pages, client }: { pages: RequestListener; client?: string | undefined }): RequestListener {
  const assets = client ? assetsUnder(client) : new Map<string, Asset>()
  return (request, response) => {
    for (const name of forwarded) delete request.headers[name]
    const asset = assets.get(request.url?.split('?', 1)[0] ?? '')
    if (asset && isRead(request)) answer(request, response, asset)
    else pages(request, response)
  }
}

function assetsUnder(client: string): Map<string, Asset> {
  const entries = readdirSync(client, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [file.slice(client.length).replaceAll('\\', '/'), assetOf(file)]))
}

function assetOf(file: string): Asset {
  const bytes = readFileSync(file)
  // The names under _astro carry a hash of what is in them.
  const hashed = file.includes('_astro')
  return {
    type: types[extname(file)] ?? 'application/octet-stream',
    cache: hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    bytes,
    gzip: gzipSync(bytes),
  }
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

function answer(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const zip = asset.gzip.length < asset.bytes.length && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = zip ? asset.gzip : asset.bytes
  response.writeHead(200, {
    'content-type': asset.type,
    'content-length': body.length,
    'cache-control': asset.cache,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    ...(zip && { 'content-encoding': 'gzip' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
