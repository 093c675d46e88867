/** What receivers say, by what it means to whoever reads it. The first that fits. */
const meanings: [RegExp, string][] = [
  [/5\.1\.(1|6)\b|\b(no such|unknown) (user|mailbox)|mailbox (not found|does not exist)/i, 'There is no such mailbox.'],
  [/5\.1\.(2|10)\b|does not accept mail|null mx/i, 'The domain takes no mail.'],
  [/5\.2\.1\b/, 'The mailbox is switched off.'],
  [/5\.2\.2\b|quota|mailbox( is)? full/i, 'The mailbox is full, time after time.'],
  [/5\.7\.\d+|spam|blocked|policy|reputation/i, 'Its server refuses our mail, time after time.'],
  [/^imported as unreachable/, 'The list that they came with says so.'],
  [/\b410\b/, 'The endpoint says that it is gone for good.'],
  [/^4\d\d\b/, 'It could not be delivered in time, time after time.'],
  [/^5\d\d\b/, 'Its server refuses what we send, time after time.'],
]

/** In one plain sentence why nobody writes to an address any more. @param answer what its server said, as it is kept */
export function whyUnreachable(answer: string | null): string {
  return meanings.find(([said]) => said.test(answer ?? ''))?.[1] ?? 'It could not be reached, time after time.'
}
