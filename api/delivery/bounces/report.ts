import { type Meaning, meaningOf } from '../refusal.ts'

/** What somebody says has become of a mail of ours, before we know which. */
export type Report = {
  /** It came back; it is late; its reader calls it spam. */
  kind: 'bounce' | 'delay' | 'complaint'
  /** The enhanced code of RFC 3463, "5.1.1". */
  status?: string | undefined
  /** What the refusing server said, addresses and all. */
  answer: string
  /** Whom a provider blames in words of its own: nobody is at the address, or it is about us. */
  blames?: 'address' | 'us' | undefined
  /** Where our return path may stand. */
  returnPaths: string[]
  /** To whom it had gone. */
  recipients: string[]
  /** How the mail was called. */
  messageIds: string[]
}

/** An address that is to blame, where RFC 3463 has two codes about the sender's among its nine. */
const ofAddress = /^5\.1\.([0-6]|9|10)$/

/**
 * What a final bounce says about its address. More codes mean `gone` than in the middle of a conversation: whoever
 * returns a mail has tried everything.
 */
export function meaningOfBounce({ status, answer, blames }: Report): Meaning {
  if (blames === 'us') return 'ofUs'
  const said = answer.replace(/^\s*smtp\s*;\s*/i, '')
  const meaning = meaningOf(said, status === '5.0.0' ? undefined : status)
  if (meaning !== 'unclear') return meaning
  if (status && ofAddress.test(status)) return 'gone'
  return blames === 'address' && !/^5\.7\./.test(status ?? '') ? 'gone' : 'unclear'
}
