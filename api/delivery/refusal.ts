/**
 * What a refusal says about an address.
 * - `gone`: nobody is there, and nobody will be
 * - `full`: somebody is there who takes no more at the moment
 * - `ofUs`: it speaks of the sender, so the address is not to blame
 * - `unclear`: anything else, policy too
 */
export type Meaning = 'gone' | 'full' | 'ofUs' | 'unclear'

/** Said of whoever sends. Servers say this with every code there is, 550 5.1.1 included; hence it is looked at first. */
const wordsOfUs =
  /\b(spam\w*|junk|virus|malware|phish\w*|(black|block|deny)[ -]?list\w*|blocked|banned|dnsbl|rbl|reputation|spf|dkim|dmarc|ptr|reverse dns|sender|callout|callback|verif(y|ication) fail\w*|authenticat\w*|relay\w*|rate|throttl\w*|too many|your (ip|server|host|domain|network))\b/i

/** RFC 3463, 7372 and 7505: the code decides where there is one. */
const codes: Record<string, Meaning> = {
  '5.1.1': 'gone',
  // The mailbox has moved, and nobody says where to.
  '5.1.6': 'gone',
  // The domain says that it takes no mail. Not 5.1.2: a domain that could not be found may be our own name server's fault.
  '5.1.10': 'gone',
  '5.2.2': 'full',
  // Both are about the sender's address.
  ...{ '5.1.7': 'ofUs', '5.1.8': 'ofUs' },
  // What proves a sender failed: DKIM, SPF, reverse DNS, several, null MX of the sender, too many mails at once.
  ...{ '5.7.20': 'ofUs', '5.7.21': 'ofUs', '5.7.22': 'ofUs', '5.7.23': 'ofUs', '5.7.24': 'ofUs' },
  ...{ '5.7.25': 'ofUs', '5.7.26': 'ofUs', '5.7.27': 'ofUs', '5.7.28': 'ofUs' },
}

const who = '(user|mailbox|recipient|account|e-?mail address|address)'
/**
 * Only words that mean that there is no such mailbox, and only with 550. Not among them, because servers say so of
 * mailboxes that exist: "mailbox unavailable" (the text of 550 itself), "address rejected", "disabled", "undeliverable".
 */
const nobody = new RegExp(
  [
    `unknown (local )?${who}`,
    `${who} (is )?(unknown|not found|not known|invalid)`,
    `no such (local )?${who}`,
    `${who} (does not|doesn't|does n't) exist`,
    'no mailbox (here )?by that name',
    'not a valid (user|mailbox|recipient)',
    'invalid (user|mailbox)',
  ].join('|'),
  'i',
)

const noRoom = /\b(quota|mailbox( is)? full|full mailbox|exceeded storage|(out of|insufficient) (storage|space))\b/i

/**
 * Reads a final refusal (5xx) of a mail server.
 * @param answer its reply code and text, "550 5.1.1 No such user"
 * @param status the enhanced code, when somebody else has found it out already
 */
export function meaningOf(answer: string, status?: string): Meaning {
  if (wordsOfUs.test(answer)) return 'ofUs'
  const code = status ?? enhancedIn(answer)
  const meant = code && codes[code]
  if (meant) return meant
  if (noRoom.test(answer)) return 'full'
  // 5.0.0 says "something or other".
  const says = !code || code === '5.0.0' ? answer : ''
  return /^550\b/.test(says) && nobody.test(says) ? 'gone' : 'unclear'
}

/** RFC 2034 has it behind the reply code; qmail and its heirs have it at the end, as (#5.1.1). */
function enhancedIn(answer: string): string | undefined {
  const [, first, last] = /^\d{3}[- ]([245]\.\d{1,3}\.\d{1,3})\b|\(#([245]\.\d{1,3}\.\d{1,3})\)/.exec(answer) ?? []
  return first ?? last
}
