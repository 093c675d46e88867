import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readDkimKey } from '../../api/delivery/dkimKey.ts'
import { dnsSink, type Zone } from '../sinks/dns.ts'
import { smtpSink } from '../sinks/smtp.ts'
import { world } from '../world.ts'
import { typing } from './typing.ts'

/** Somebody who asks the doctor, with a mail server and a name server in which all is well. */
export async function doctorStage() {
  const w = await world({ bare: true })
  const sink = await smtpSink()
  const keyFile = join(w.folder, 'dkim.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  const { record } = await readDkimKey({ domain: '', selector: '', keyFile }, () => {})
  const dns = await dnsSink({
    'back.harbour.example': { txt: ['v=spf1 mx -all'], mx: ['mx.harbour.example'] },
    'mx.harbour.example': { a: ['203.0.113.7'] },
    'candor._domainkey.harbour.example': { txt: [record] },
    '_dmarc.harbour.example': { txt: ['v=DMARC1; p=quarantine'] },
  })
  const env = {
    MAIL_FROM: 'status@harbour.example',
    BOUNCE_ADDRESS: 'bounces@back.harbour.example',
    SMTP_URL: sink.url,
    DKIM_KEY_FILE: keyFile,
    DKIM_SELECTOR: 'candor',
  }
  return {
    ...{ sink, dns, keyFile, record },
    type: typing(w, env),
    async look(more: Record<string, string> = {}, ...args: string[]) {
      const type = typing(w, { ...env, ...more })
      const { code, said, complained } = await type('doctor', 'mail', '--dns', dns.server, ...args)
      expect(complained).toEqual([])
      return { code, said }
    },
    change: (zone: Zone) => void Object.assign(dns.zone, zone),
    async close() {
      await dns.close().catch(() => {})
      await sink.close()
      await w.close()
    },
  }
}

/** The lines about one thing. */
export const about = (said: string[], what: string) => said.filter((line) => line.slice(9).startsWith(`${what}:`))
