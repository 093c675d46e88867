import { expect, test } from 'vitest'
import { newWebhookSecret } from '../../api/context/webhookSecret.ts'
import { signedHeaders } from '../../api/delivery/standardWebhook.ts'
import { signedByOpenssl } from '../sinks/openssl.ts'

const message = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
}

// The example that the specification's own libraries are tested with.
test('signs as the specification does', () => {
  expect(signedHeaders(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('a secret has 32 bytes of its own', () => {
  const [one, other] = [newWebhookSecret(), newWebhookSecret()]
  expect(one).not.toBe(other)
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32)
})

test('while one secret takes over from another, both sign; openssl agrees with each', (t) => {
  const secrets = [newWebhookSecret(), newWebhookSecret()]
  const body = JSON.stringify({ text: 'Zahlungen gehen nicht 💳\n"quoted" \\ slashed' })
  const headers = signedHeaders({ ...message, body }, secrets)
  const signatures = headers['webhook-signature']?.split(' ') ?? []
  expect(signatures).toHaveLength(2)
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  for (const [index, secret] of secrets.entries()) {
    const said = signedByOpenssl(secret, signed)
    if (said === undefined) return t.skip('openssl is not installed')
    expect(signatures[index]).toBe(`v1,${said}`)
    expect(signedByOpenssl(secret, `${signed} `)).not.toBe(said)
  }
})
