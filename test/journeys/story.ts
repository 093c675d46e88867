import { expect } from 'vitest'
import { forget, type Server, startServer, until } from '../server.ts'
import { type Manners, type Sink, smtpSink } from '../sinks/smtp.ts'

export type Stage = Awaited<ReturnType<typeof setStage>>

/**
 * A real server with a real mail server beside it, an administrator, and an API key of theirs.
 * @param manners of the mail server; looked at anew for every mail, so that they may change
 */
export async function setStage(env: Record<string, string> = {}, manners: Manners = {}) {
  const sink = await smtpSink(manners)
  const server = await startServer({ env: { SMTP_URL: sink.url, ...env } })
  const close = async () => {
    await server.stop()
    await sink.close()
    forget(server)
  }
  const key = await firstKey(server).catch(async (error) => {
    await close()
    throw error
  })
  return {
    server,
    sink,
    key,
    /** A request of the admin API; anything but success fails the test with the problem's sentence. */
    async api<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return (text ? JSON.parse(text) : undefined) as T
    },
    /** A public page or document, as text. */
    read: (path: string) => fetch(`${server.url}${path}`).then((answer) => answer.text()),
    close,
  }
}

export const password = 'correct horse battery staple'

/** Opens the set-up link that the first start prints, signs in, and makes a key: three forms, as a person would. */
async function firstKey(server: Server): Promise<string> {
  const link = await until(
    async () => /http\S+set-up\S+/.exec(server.output())?.[0],
    `a set-up link in:\n${server.output()}`,
  )
  const cookie = await setUp(server, link)
  const answer = await fetch(`${server.url}/api/v1/keys`, {
    method: 'POST',
    headers: { Cookie: cookie, Origin: server.url, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'journey', scopes: ['read', 'post', 'administer'] }),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { key: string }).key
}

async function setUp(server: Server, link: string): Promise<string> {
  const token = new URL(link).searchParams.get('token') ?? ''
  const fields = { token, name: 'Ada Admin', email: 'ada@harbour.example', password }
  const answer = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: server.url },
    body: new URLSearchParams(fields),
  })
  expect([answer.status, await answer.text()]).toEqual([303, ''])
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

/** Asks for mail, and opens the link in it as its owner does: looks at the page, presses the button. */
export async function follow(stage: { server: Server; sink: Sink }, address: string): Promise<void> {
  const { url } = stage.server
  const body = JSON.stringify({ email: address })
  const asked = await fetch(`${url}/api/v1/subscriptions`, {
    method: 'POST',
    headers: { Origin: url, 'Content-Type': 'application/json' },
    body,
  })
  expect(asked.status).toBe(202)
  const [mail] = await until(async () => {
    const mails = await stage.sink.read(address)
    return mails.length > 0 && mails
  }, `a confirmation for ${address}`)
  const link = /http\S+\/subscription\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  expect((await fetch(link)).status).toBe(200)
  const confirmed = await fetch(link, { method: 'POST' })
  expect(confirmed.ok).toBe(true)
}

/** The versions that a live stream says, as they come. */
export async function listen(server: Server): Promise<{ versions: number[]; close: () => void }> {
  const stop = new AbortController()
  const answer = await fetch(`${server.url}/live`, { signal: stop.signal })
  const versions: number[] = []
  const reading = async () => {
    let rest = ''
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      rest += Buffer.from(chunk).toString()
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const id = /^id: ?(\d+)$/m.exec(rest.slice(0, end))?.[1]
        if (id) versions.push(Number(id))
        rest = rest.slice(end + 2)
      }
    }
  }
  reading().catch(() => {})
  return { versions, close: () => stop.abort() }
}
