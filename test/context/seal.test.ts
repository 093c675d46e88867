import { createSecretKey, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, sealedKey, unseal } from '../../api/context/seal.ts'
import type { Keys } from '../../api/context/tokens.ts'

const [old, fresh] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))]
const text = 'https://hooks.example.org/services/T000/B000/ünïcode'

test('what is sealed opens again, and shows nothing of itself', () => {
  const sealed = seal([fresh], 'endpoint address', text)
  expect(unseal([fresh], 'endpoint address', sealed)).toBe(text)
  expect(sealed).toMatch(/^s1\.[\w-]+$/)
  expect(Buffer.from(sealed.slice(3), 'base64url').includes('hooks')).toBe(false)
  expect(seal([fresh], 'endpoint address', text)).not.toBe(sealed)
})

test('a rotation of the key breaks nothing while the key before is known', () => {
  const sealed = seal([old], 'endpoint secret', text)
  expect(unseal([fresh, old], 'endpoint secret', sealed)).toBe(text)
  expect(unseal([fresh], 'endpoint secret', sealed)).toBeUndefined()
  expect(unseal([old], 'endpoint secret', seal([fresh, old] as Keys, 'endpoint secret', text))).toBeUndefined()
})

test('what was changed, cut or made for something else does not open', () => {
  const sealed = seal([fresh], 'endpoint address', text)
  expect(unseal([fresh], 'endpoint secret', sealed)).toBeUndefined()
  for (let at = 3; at < sealed.length; at += 7) {
    const bent = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    expect(unseal([fresh], 'endpoint address', bent), bent).toBeUndefined()
  }
  for (const broken of ['', 's1', 's1.', 's1.AAAA', `s2${sealed.slice(2)}`, sealed.slice(0, -4), text])
    expect(unseal([fresh], 'endpoint address', broken)).toBeUndefined()
})

test('the same secret has the same name under one key, and another under another', () => {
  const name = sealedKey(fresh, 'endpoint address', text)
  expect(sealedKey(fresh, 'endpoint address', text)).toBe(name)
  expect(sealedKey(old, 'endpoint address', text)).not.toBe(name)
  expect(sealedKey(fresh, 'endpoint secret', text)).not.toBe(name)
})
