import { domainToASCII } from 'node:url'
import { invalid } from '../context/problems.ts'

/** A mail address that we would write to. */
export type Address = {
  /** As typed, its domain in ASCII: for the envelope. */
  address: string
  /** One spelling for one mailbox, as far as anybody but its own server can know: for uniqueness. */
  key: string
}

// RFC 5321's dot-string. Quoted local parts are legal, never seen, and a way to smuggle a second address; with % and ! a
// mail server may be told to send on to another domain.
const local = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/
// What reads a domain reads it as part of a URL: it would cut off a path, and undo escapes.
const typedHost = /^[A-Za-z0-9.\u0080-\u{10ffff}-]{1,253}$/u
const host = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/**
 * A typed mail address, taken apart and checked.
 * @throws invalid on the field `email`
 */
export function parseAddress(typed: string): Address {
  const text = typed.trim()
  const at = text.lastIndexOf('@')
  const name = text.slice(0, at)
  const typedDomain = text.slice(at + 1)
  const domain = typedHost.test(typedDomain) ? domainToASCII(typedDomain).toLowerCase() : ''
  const address = `${name}@${domain}`
  if (
    text.length > 320 ||
    at < 1 ||
    name.length > 64 ||
    address.length > 254 ||
    !local.test(name) ||
    !host.test(domain)
  )
    throw invalid({ email: 'This is not a mail address that we can write to.' })
  return { address, key: address.toLowerCase() }
}

/**
 * The mailbox behind an address, as far as it is to be spared: sam+news, sam+shop and s.am are subscribers of their own, and one
 * person, because large providers ignore the dots. The column `mailbox` is computed alike.
 * @param key as `parseAddress` makes it
 */
export function mailboxOf(key: string): string {
  const at = key.lastIndexOf('@')
  const [name = ''] = key.slice(0, at).split('+')
  return name.replaceAll('.', '') + key.slice(at)
}
