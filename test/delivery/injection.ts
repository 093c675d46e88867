import { domainToASCII } from 'node:url'
import { expect } from 'vitest'

/** Signs that end a line, or look to somebody as if they did. */
export const lineEnds: Record<string, string> = {
  CRLF: '\r\n',
  LF: '\n',
  CR: '\r',
  'LF CR': '\n\r',
  'CRLF and a space': '\r\n ',
  'CRLF and a tab': '\r\n\t',
  NUL: '\u0000',
  VT: '\u000b',
  FF: '\u000c',
  NEL: '\u0085',
  LS: '\u2028',
  PS: '\u2029',
  'percent CRLF': '%0d%0a',
  'percent LF': '%0A',
  backslashes: '\\r\\n',
  'half of a pair': '\ud800',
  'right to left': '\u202e',
}

/** Names and texts that want to become headers. */
export const hostileTexts: string[] = [
  ...Object.values(lineEnds).map((end) => `Pay${end}Bcc: eve@evil.example${end}${end}<b>hello`),
  'Pay\r\nSubject: another\r\nTo: eve@evil.example\r\nCc: eve@evil.example',
  'Pay\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<eve@evil.example>\r\nDATA\r\n',
  '.\r\nQUIT\r\n',
  '=?utf-8?q?=0D=0ABcc:_eve@evil.example?=',
  '=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=',
  '=?us-ascii?q?Pay?= =?us-ascii?q?=0aBcc:_eve@evil.example?=',
  '"eve@evil.example", <eve@evil.example>',
  'Harbour <eve@evil.example>',
  'eve@evil.example, ',
  'Group: eve@evil.example, mallory@evil.example;',
  '(comment) <eve@evil.example> \\" , ; : @ [ ]',
  `${'x'.repeat(60)}@evil.example ${'word '.repeat(20)}`,
  '注文が通りません 🚢 '.repeat(6),
  'é'.repeat(79),
]

/** Typed where an address belongs. Each either means exactly one address, or is refused. */
export const hostileAddresses: string[] = [
  ...Object.values(lineEnds).flatMap((end) => [
    `sam@example.org${end}Bcc: eve@evil.example`,
    `sam${end}Bcc:eve@evil.example${end}@example.org`,
    `${end}eve@evil.example`,
    `sam@example.org${end}`,
    `sam@example${end}.org`,
  ]),
  '"a@b"@example.org',
  '"sam@evil.example"@example.org',
  '"sam eve"@example.org',
  '"sam\\"@evil.example"@example.org',
  '"sam\r\n"@example.org',
  'sam(comment)@example.org',
  'sam@(comment)example.org',
  '(eve@evil.example)sam@example.org',
  'a:b@example.org;',
  'Group: sam@example.org, eve@evil.example;',
  'a:b:c:sam@example.org;;;',
  'undisclosed-recipients:;',
  'sam@example.org, eve@evil.example',
  'sam@example.org; eve@evil.example',
  'sam@example.org eve@evil.example',
  'sam@example.org,',
  ',sam@example.org',
  'Sam <sam@example.org>',
  '<sam@example.org>',
  '<sam@example.org><eve@evil.example>',
  'eve@evil.example <sam@example.org>',
  'sam@example.org <eve@evil.example>',
  '<@evil.example:sam@example.org>',
  '@evil.example,@b.example:sam@example.org',
  'sam%evil.example@example.org',
  'evil.example!sam@example.org',
  'sam@evil.example@example.org',
  'sam@[127.0.0.1]',
  'sam@[IPv6:::1]',
  'sam@localhost',
  'sam@例え.example',
  'sam@bücher.example',
  'sam@ｅｘａｍｐｌｅ.org',
  'sam@example。org',
  'sam@exam\u00adple.org',
  'sam＠example.org',
  'ｓａｍ@example.org',
  'саm@example.org',
  'sam@xn--bcher-kva.example',
  'sam@xn--.example',
  '=?utf-8?q?sam=40evil.example?=@example.org',
  '=?utf-8?q?sam?= <sam@example.org>',
  'mailto:sam@example.org',
  'sam@example.org?bcc=eve@evil.example',
  'sam@example.org/eve',
  'sam@example.org\\eve@evil.example',
  '=cmd|calc!A1@example.org',
  "sam'or'1'='1@example.org",
  '-oQ/tmp@example.org',
  ' sam@example.org ',
  `${'a'.repeat(64)}@example.org`,
  `${'a'.repeat(65)}@example.org`,
  `sam@${'a'.repeat(63)}.org`,
  `sam@${'abcdefgh.'.repeat(30)}org`,
]

/** Shapes that made address parsers of others hang or overflow. */
export const tiringAddresses: string[] = [
  '('.repeat(50_000),
  `${'('.repeat(20_000)}sam${')'.repeat(20_000)}@example.org`,
  `${'a:'.repeat(20_000)}sam@example.org${';'.repeat(20_000)}`,
  `${'<'.repeat(50_000)}sam@example.org`,
  `${'"'.repeat(50_000)}@example.org`,
  `"${'\\"'.repeat(25_000)}"@example.org`,
  `${'sam@example.org,'.repeat(5000)}`,
  `${'a.'.repeat(25_000)}@example.org`,
  `${'a'.repeat(60_000)}@example.org`,
  `sam@${'a-'.repeat(30_000)}`,
  `sam@${'a.'.repeat(30_000)}`,
  `sam@${'-'.repeat(60_000)}.org`,
  `sam@${'xn--'.repeat(15_000)}`,
  `sam@${'ü'.repeat(30_000)}.org`,
  `sam@${'ü.'.repeat(15_000)}org`,
  `${'@'.repeat(60_000)}`,
  `${'a@'.repeat(30_000)}`,
  `${'=?utf-8?q?a?= '.repeat(5000)}<sam@example.org>`,
  `${',;:<>()"'.repeat(8000)}`,
  // The same, short enough to pass a limit on length.
  `${'('.repeat(150)}sam@example.org`,
  `${'a:'.repeat(140)}sam@example.org`,
  `"${'\\"'.repeat(140)}"@example.org`,
  `${'a.'.repeat(31)}a@${'a-'.repeat(100)}`,
  `sam@${'a-'.repeat(120)}!`,
  `sam@${'a.'.repeat(120)}!`,
  `sam@${'ü'.repeat(250)}.org`,
]

/** A mail's headers, read strictly: every line ends with CRLF, nothing else ends one, everything is plain ASCII. */
export function strictHeaders(raw: string): { name: string; value: string }[] {
  const end = raw.indexOf('\r\n\r\n')
  if (end < 0) throw new Error('The headers do not end.')
  const head = raw.slice(0, end)
  if (/\r(?!\n)|(?<!\r)\n/.test(head)) throw new Error('A line end stands alone.')
  const strange = /[^\x20-\x7e\t\r\n]/.exec(head)
  if (strange) throw new Error(`A sign that has no place in a header: ${JSON.stringify(strange[0])}`)
  const headers: { name: string; value: string }[] = []
  for (const line of head.split('\r\n')) {
    if (line.length > 998) throw new Error(`A line of ${line.length} signs.`)
    const last = headers.at(-1)
    if (/^[ \t]/.test(line) && last) {
      if (line.trim() === '') throw new Error('An empty line that is folded.')
      last.value += ` ${line.trim()}`
      continue
    }
    const [, name, value] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`No header: ${JSON.stringify(line)}`)
    headers.push({ name: name.toLowerCase(), value })
  }
  return headers.map(({ name, value }) => ({ name, value: value.trim() }))
}

/** The address that a text can mean, or none. */
export function possibleMeaning(typed: string): string[] {
  const [, local, domain] = /^([\w#$&'*+/=?^`{|}~.-]+)@([^\s/\\?#%:@]+)$/.exec(typed.trim()) ?? []
  return local && domain ? [`${local}@${domainToASCII(domain).toLowerCase()}`] : []
}

/** The one address that a text can mean: nothing before, behind or between. */
export function meaningOf(typed: string): string {
  const [local, domain, ...more] = typed.trim().split('@')
  expect(more, typed).toEqual([])
  expect(local, typed).toMatch(/^[\w#$&'*+/=?^`{|}~.-]+$/)
  expect(domain, typed).toMatch(/^[^\s/\\?#%:@]+$/)
  return `${local}@${domainToASCII(domain ?? '').toLowerCase()}`
}

/** The sink shows domains in their own letters. */
export const inAscii = (address: string) => address.replace(/[^@]*$/, domainToASCII)
