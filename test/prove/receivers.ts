// Real receivers: our mails, as the engine sends them, before the programs that decide what reaches an inbox.
// npm run prove:receivers (needs the Debian packages spamassassin, rspamd, python3-dkim, python3-nacl and w3m)
import { verifyByDkimpy } from '../receivers/dkimpy.ts'
import { type RealMail, type RealMails, realMails } from '../receivers/mails.ts'
import { startRspamd } from '../receivers/rspamd.ts'
import { scoreBySpamAssassin } from '../receivers/spamassassin.ts'
import { readInTerminal } from '../receivers/w3m.ts'
import { round, verdict } from './verdict.ts'

const absent = new Set<string>()
const wanted = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-id',
  'feedback-id',
]

export async function proveReceivers() {
  const sent = [await realMails('rsa'), await realMails('ed25519')]
  const [byRsa] = sent as [RealMails]
  const signatures = (await Promise.all(sent.map(signaturesOf))).flat()
  const assassin = await all(byRsa.mails, spamAssassin)
  const rspamd = await rspamdOn(sent)
  const readable = await all(byRsa.mails, inTerminal)
  const goals = {
    nothingMissing: absent.size === 0,
    signed: signatures.length > 0 && signatures.every(({ holds }) => holds),
    coversTheWayOut: signatures.every(({ lacks }) => lacks.length === 0),
    spamAssassin: assassin.length > 0 && assassin.every(({ score }) => score < 2),
    rspamd: rspamd.length > 0 && rspamd.every(({ action }) => action === 'no action'),
    rspamdBelievesUs: rspamd.every(({ proofs }) => proofs === 3),
    readable: readable.length > 0 && readable.every(({ ok }) => ok),
  }
  const highest = (scores: { score: number }[]) => round(Math.max(...scores.map(({ score }) => score)), 2)
  return {
    ok: Object.values(goals).every(Boolean),
    goals,
    absent: [...absent],
    mails: byRsa.mails.map(({ what }) => what),
    highest: { spamAssassin: highest(assassin), rspamd: highest(rspamd) },
  }
}

async function signaturesOf(sent: RealMails) {
  const verified = await verifyByDkimpy(sent)
  if (!verified) absent.add('python3-dkim')
  return (verified ?? []).map(({ holds, covers }, index) => {
    const { what, raw } = sent.mails[index] as RealMail
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).toLowerCase()
    const lacks = wanted.filter((name) => head.includes(`\r\n${name}:`) && !covers.includes(name))
    console.log(
      `dkimpy: ${what}, ${sent.name}: ${holds ? 'holds' : 'FAILS'}; covers ${[...new Set(covers)].join(', ')}`,
    )
    // What goes to a list must have a way out at all.
    return { holds, lacks: what === 'confirmation' || covers.includes('list-unsubscribe-post') ? lacks : ['a way out'] }
  })
}

async function spamAssassin(mail: RealMail) {
  const scored = await scoreBySpamAssassin(mail)
  if (!scored) return void absent.add('spamassassin')
  console.log(`SpamAssassin: ${mail.what}: ${scored.score}; ${rulesIn(scored.rules)}`)
  return scored
}

/** With our keys and policies in DNS; in its own words it tells whether it believes signature, SPF and DMARC. */
async function rspamdOn(sent: RealMails[]) {
  const rspamd = await startRspamd({
    'status.harbour.example': {
      txt: ['v=spf1 ip4:93.184.216.34 -all'],
      mx: ['mail.harbour.example'],
      a: ['93.184.216.34'],
    },
    'mail.harbour.example': { a: ['93.184.216.34'] },
    '_dmarc.status.harbour.example': { txt: ['v=DMARC1; p=reject'] },
    ...Object.fromEntries(sent.map(({ name, record }) => [name, { txt: [record] }])),
  })
  if (!rspamd) absent.add('rspamd')
  try {
    return await all(rspamd ? sent.flatMap(({ mails }) => mails) : [], async (mail) => {
      const judged = await rspamd?.judge(mail)
      const { score = Number.NaN, action = '', rules = {} } = judged ?? {}
      console.log(`rspamd: ${mail.what}: ${action}, ${round(score, 2)}; ${rulesIn(rules)}`)
      return {
        score,
        action,
        proofs: ['R_DKIM_ALLOW', 'R_SPF_ALLOW', 'DMARC_POLICY_ALLOW'].filter((name) => name in rules).length,
      }
    })
  } finally {
    await rspamd?.stop()
  }
}

async function inTerminal(mail: RealMail) {
  const read = await readInTerminal(mail)
  if (!read) return void absent.add('w3m')
  const ok = [read.text, read.html].every(
    (text) => text.includes(mail.says) && !/[<>]\/?(td|div|p)\b|undefined|\[object/.test(text),
  )
  console.log(`w3m: ${mail.what}: ${ok ? 'both parts say' : 'NOT in both parts:'} "${mail.says}"`)
  return { ok }
}

async function all<T>(mails: RealMail[], look: (mail: RealMail) => Promise<T | undefined>): Promise<T[]> {
  const told: T[] = []
  for (const mail of mails) {
    const one = await look(mail)
    if (one !== undefined) told.push(one)
  }
  return told
}

/** The rules that fired, the dearest first; what costs nothing last. */
function rulesIn(rules: Record<string, number>): string {
  const sorted = Object.entries(rules).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  return sorted
    .map(([rule, points]) => (points === 0 ? rule : `${rule} ${points > 0 ? '+' : ''}${round(points, 2)}`))
    .join(', ')
}

if (import.meta.main) {
  const { ok, ...figures } = await proveReceivers()
  verdict('prove:receivers', ok, figures)
}
