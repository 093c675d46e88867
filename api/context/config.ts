import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { StartProblem } from '../../db/health.ts'

export type Config = {
  /** Neither DATABASE_URL nor PUBLIC_URL: a shop's demo page, its mail caught in a mailbox. */
  demo: boolean
  host: string
  port: number
  /** Without a trailing slash; every mailed link begins with it. */
  publicUrl: string
  databaseUrl: string
  databaseAuthToken: string | undefined
  smtpUrl: string | undefined
  /** The demo sends no mail, whatever SMTP_URL says. */
  smtpIgnored: boolean
  mailFrom: string
  /** Open connections to the mail server, 1 to 100. */
  mailConnections: number
  /** At most so many mails a second; as fast as the server takes them without it. */
  mailRate: number | undefined
  /** Where bounces come in, like bounces@status.example.org; the part before the @ grows a name for each mail. */
  bounceAddress: string | undefined
  /** How our mails are signed. */
  dkim: { domain: string; selector: string; keyFile: string } | undefined
  /** Networks (CIDR) that webhooks may reach beside the public internet; there http is allowed too. */
  webhookNetworks: string[]
  secretKey: string | undefined
  previousSecretKey: string | undefined
  /** Whether X-Forwarded-For and -Proto of whoever connects to us are believed. */
  trustProxy: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Live readers per address. */
  livePerAddress: number
  /** Where a static copy of the public site is kept; nowhere without it. */
  snapshotDir: string | undefined
  /** The folder of the product itself. */
  home: string
}

type Env = Record<string, string | undefined>

/**
 * The configuration, read once.
 * @throws StartProblem with one line that names every mistake
 */
export function readConfig(env: Env): Config {
  const mistakes: string[] = []
  const demo = !env.DATABASE_URL && !env.PUBLIC_URL
  const home = resolve(env.CANDOR_HOME ?? process.cwd())
  const port = numberOf(env, 'PORT', 4321, 1, 65535, mistakes)
  const host = demo ? loopback(env.HOST, mistakes) : (env.HOST ?? '127.0.0.1')
  const config: Config = {
    demo,
    host,
    port,
    publicUrl: demo ? `http://127.0.0.1:${port}` : publicUrl(env.PUBLIC_URL, port, mistakes),
    databaseUrl: databaseUrl(demo ? 'file:data/demo.db' : (env.DATABASE_URL ?? 'file:data/candor.db'), home, mistakes),
    databaseAuthToken: env.DATABASE_AUTH_TOKEN,
    smtpUrl: demo ? undefined : smtpUrl(env.SMTP_URL, mistakes),
    smtpIgnored: demo && Boolean(env.SMTP_URL),
    mailFrom: env.MAIL_FROM ?? '',
    mailConnections: numberOf(env, 'MAIL_CONNECTIONS', 10, 1, 100, mistakes),
    mailRate: env.MAIL_RATE ? numberOf(env, 'MAIL_RATE', 100, 1, 100_000, mistakes) : undefined,
    bounceAddress: env.BOUNCE_ADDRESS ? addressOf(env, 'BOUNCE_ADDRESS', mistakes) : undefined,
    dkim: dkim(env, home, mistakes),
    webhookNetworks: networks(env.WEBHOOK_NETWORKS, mistakes),
    secretKey: secretKey(env, 'SECRET_KEY', mistakes),
    previousSecretKey: secretKey(env, 'SECRET_KEY_PREVIOUS', mistakes),
    trustProxy: oneOf(env, 'TRUST_PROXY', ['false', 'true'], 'false', mistakes) === 'true',
    logLevel: oneOf(env, 'LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info', mistakes),
    livePerAddress: numberOf(env, 'LIVE_PER_ADDRESS', 500, 1, 100_000, mistakes),
    snapshotDir: env.SNAPSHOT_DIR ? resolve(home, env.SNAPSHOT_DIR) : undefined,
    home,
  }
  config.mailFrom = mailFrom(env, config.publicUrl, mistakes)
  if (config.dkim) config.dkim.domain ||= config.mailFrom.split('@')[1] ?? ''
  if (mistakes.length > 0) throw new StartProblem(mistakes.join(' '))
  return config
}

function numberOf(env: Env, name: string, otherwise: number, least: number, most: number, mistakes: string[]): number {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  mistakes.push(`${name} must be a whole number from ${least} to ${most}, not "${text}".`)
  return otherwise
}

function oneOf<const T extends string>(env: Env, name: string, allowed: T[], otherwise: T, mistakes: string[]): T {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  if ((allowed as string[]).includes(text)) return text as T
  mistakes.push(`${name} must be one of ${allowed.join(', ')}, not "${text}".`)
  return otherwise
}

function loopback(host: string | undefined, mistakes: string[]): string {
  if (!host || host === '127.0.0.1' || host === 'localhost' || host === '::1') return host ?? '127.0.0.1'
  mistakes.push('The demo listens on loopback only: set PUBLIC_URL and DATABASE_URL to run a page of your own.')
  return '127.0.0.1'
}

function publicUrl(text: string | undefined, port: number, mistakes: string[]): string {
  if (!text) return `http://127.0.0.1:${port}`
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    mistakes.push(`PUBLIC_URL must be an address like https://status.example.org, not "${text}".`)
    return ''
  }
  const url = new URL(text)
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    mistakes.push('PUBLIC_URL must be a scheme and a host only, without a path: https://status.example.org.')
  if (url.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    mistakes.push('PUBLIC_URL must begin with https: — sessions and mailed links would travel readable otherwise.')
  return url.origin
}

function databaseUrl(text: string, home: string, mistakes: string[]): string {
  if (/^(https?|libsql|wss?):\/\/\S+/.test(text) && URL.canParse(text)) return text
  if (!text.startsWith('file:') || text.length <= 5 || text.includes(':memory:')) {
    mistakes.push('DATABASE_URL must be file:PATH, or the http(s):// or libsql:// address of a libSQL server.')
    return 'file:'
  }
  const path = text.startsWith('file://') ? decodeURIComponent(new URL(text).pathname) : text.slice(5)
  return `file:${resolve(home, path)}`
}

function smtpUrl(text: string | undefined, mistakes: string[]): string | undefined {
  if (!text) return undefined
  if (URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname) return text
  mistakes.push('SMTP_URL must look like smtp://user:password@mail.example.org:587 (or smtps:).')
  return undefined
}

function secretKey(env: Env, name: string, mistakes: string[]): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (text.length >= 32) return text
  mistakes.push(`${name} must have at least 32 characters; make one with: openssl rand -base64 32.`)
  return undefined
}

function mailFrom(env: Env, url: string, mistakes: string[]): string {
  if (!env.MAIL_FROM) return `status@${URL.canParse(url) ? new URL(url).hostname : 'localhost'}`
  return addressOf(env, 'MAIL_FROM', mistakes)
}

function addressOf(env: Env, name: string, mistakes: string[]): string {
  const text = env[name] ?? ''
  if (/^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+$/.test(text)) return text
  mistakes.push(`${name} must be a plain address like status@example.org, not "${text}".`)
  return ''
}

/** All of it or nothing: a selector and a key file, and a domain that is the sender's unless said. */
function dkim(env: Env, home: string, mistakes: string[]): Config['dkim'] {
  const { DKIM_KEY_FILE: keyFile, DKIM_SELECTOR: selector, DKIM_DOMAIN: domain } = env
  if (!keyFile && !selector && !domain) return undefined
  if (!keyFile || !selector) mistakes.push('DKIM needs both DKIM_KEY_FILE and DKIM_SELECTOR.')
  for (const [name, value] of Object.entries({ DKIM_SELECTOR: selector, DKIM_DOMAIN: domain }))
    if (value && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value))
      mistakes.push(`${name} must be a host name without dots at its ends, not "${value}".`)
  return { domain: domain ?? '', selector: selector ?? '', keyFile: resolve(home, keyFile ?? '') }
}

function networks(text: string | undefined, mistakes: string[]): string[] {
  const all = (text ?? '').split(/[\s,]+/).filter(Boolean)
  for (const one of all) {
    const [address = '', bits = ''] = one.split('/')
    const most = isIP(address) === 4 ? 32 : 128
    if (!isIP(address) || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
      mistakes.push(`WEBHOOK_NETWORKS must be a list of networks like 10.0.0.0/8, not "${one}".`)
  }
  return all
}
