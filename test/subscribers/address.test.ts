import { expect, test } from 'vitest'
import { mailboxOf, parseAddress } from '../../api/subscribers/address.ts'
import { world } from '../world.ts'

test.each([
  ['sam@example.org', 'sam@example.org', 'sam@example.org'],
  ['  Sam.Reader@Example.ORG ', 'Sam.Reader@example.org', 'sam.reader@example.org'],
  ['sam+shop@example.org', 'sam+shop@example.org', 'sam+shop@example.org'],
  ["o'hara@example.org", "o'hara@example.org", "o'hara@example.org"],
  ['sam@bücher.example', 'sam@xn--bcher-kva.example', 'sam@xn--bcher-kva.example'],
])('%j is an address', (typed, address, key) => {
  expect(parseAddress(typed)).toEqual({ address, key })
})

test.each([
  '',
  'sam',
  '@example.org',
  'sam@',
  'sam@localhost',
  'sam@example',
  'sam@[127.0.0.1]',
  'sam@127.0.0.1',
  'sam@@example.org',
  'sam.@example.org',
  '.sam@example.org',
  'sa..m@example.org',
  '"sam"@example.org',
  '"a@b"@example.org',
  'sam@example.org, eve@example.org',
  'sam@example.org;eve@example.org',
  '<sam@example.org>',
  'Sam <sam@example.org>',
  'sam@example.org\r\nBcc: eve@example.org',
  'sam\u0000@example.org',
  'sam\u2028@example.org',
  'sam\t@example.org',
  'sam @example.org',
  'samé@example.org',
  'sam%evil.example@example.org',
  'sam%0d%0a@example.org',
  'evil.example!sam@example.org',
  'sam@exa_mple.org',
  'sam@example.org/eve',
  'sam@example.org\\eve',
  'sam@example.org?bcc=eve@evil.example',
  'sam@example.org?bcc',
  'sam@example.org#eve',
  'sam@example.org:25',
  'sam@example%2eorg',
  'sam@exam\nple.org',
  'sam@exam\tple.org',
  'sam@example.org／eve',
  'sam@example.org＃eve',
  'sam@-example.org',
  `${'a'.repeat(65)}@example.org`,
  `sam@${'a'.repeat(64)}.org`,
  `sam@${'abcdefgh.'.repeat(30)}org`,
])('%j is none', (typed) => {
  expect(() => parseAddress(typed)).toThrow('not a mail address')
})

test('variants behind a plus, and with other dots, are one mailbox', () => {
  for (const key of ['sam.reader@example.org', 'samreader+b@example.org', 's.a.m.reader+c.d@example.org'])
    expect(mailboxOf(key)).toBe('samreader@example.org')
  expect(mailboxOf('sam@ex.ample.org')).not.toBe(mailboxOf('sam@example.org'))
})

test('the table computes mailboxes alike', async () => {
  const w = await world()
  const keys = [
    'sam@example.org',
    's.a.m+x.y@mail.example.org',
    '+a@example.org',
    "o'hara+@example.org",
    'a.b.c@x-y.example',
  ]
  for (const key of keys) await w.subscriber(key)
  await w.subscriber('sealed', { channel: 'webhook', ownerAddress: 'Owner.Of+It@Example.org' })
  const { rows } = await w.ctx.db.client.execute('select mailbox from subscribers order by id')
  expect(rows.map(({ mailbox }) => mailbox)).toEqual([...keys.map(mailboxOf), 'ownerof@example.org'])
  await w.close()
})
