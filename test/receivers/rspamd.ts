import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../setup/server.ts'
import { dnsSink, type Zone } from '../sinks/dns.ts'
import type { RealMail } from './mails.ts'
import type { Scored } from './spamassassin.ts'
import { asDelivered } from './tool.ts'

export type Judged = Scored & { action: string }

const config = '/etc/rspamd/rspamd.conf'

/**
 * A real rspamd on loopback with the rules that it comes with. It asks our own name server, so that it finds the
 * sender's records and nothing else in the world; undefined where it is not installed.
 */
export async function startRspamd(zone: Zone) {
  if (!existsSync(config)) return undefined
  const dns = await dnsSink(zone)
  const folder = mkdtempSync(join(tmpdir(), 'candor-rspamd-'))
  const port = await freePort()
  settle(folder, dns.server, port)
  const places = ['DBDIR', 'RUNDIR', 'LOGDIR', 'LOCAL_CONFDIR'].map((name) => `--var=${name}=${folder}`)
  const child = spawn('rspamd', ['-f', '-i', '-c', config, ...places], { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  let over = false
  void gone.then(() => (over = true))
  const stop = async () => {
    child.kill()
    await gone
    await dns.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (const end = Date.now() + 120_000; !(await answers(url)); await sleep(500))
    if (Date.now() > end || over) {
      await stop()
      throw new Error('rspamd did not start within two minutes.')
    }
  return { judge: (mail: RealMail) => judge(url, mail), stop }
}

function settle(folder: string, nameServer: string, port: number) {
  const files = {
    'options.inc': `dns { nameserver = ["${nameServer}"]; timeout = 1s; retransmits = 1; }\ncontrol_socket = "${folder}/socket mode=0600";`,
    'worker-normal.inc': `bind_socket = "127.0.0.1:${port}"; count = 1;`,
    'logging.inc': 'level = "error"; type = "console";',
    // What would ask others than a name server.
    ...Object.fromEntries(
      ['worker-controller.inc', 'worker-proxy.inc', 'fuzzy_check.conf'].map((name) => [name, 'enabled = false;']),
    ),
  }
  mkdirSync(join(folder, 'override.d'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'override.d', name), text)
}

const answers = (url: string) =>
  fetch(`${url}/ping`).then(
    ({ ok }) => ok,
    () => false,
  )

async function judge(url: string, mail: RealMail): Promise<Judged> {
  const envelope = {
    From: mail.from,
    Rcpt: mail.to,
    IP: '93.184.216.34',
    Helo: 'mail.harbour.example',
    Hostname: 'mail.harbour.example',
  }
  const answer = await fetch(`${url}/checkv2`, { method: 'POST', headers: envelope, body: asDelivered(mail) })
  const told = (await answer.json()) as { score: number; action: string; symbols: Record<string, { score: number }> }
  const symbols = Object.entries(told.symbols).map(([name, { score }]) => [name, score])
  return { score: told.score, action: told.action, rules: Object.fromEntries(symbols) }
}
