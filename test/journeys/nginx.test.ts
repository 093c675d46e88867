import { expect, it } from 'vitest'
import { absent, proveNginx } from '../prove/nginx.ts'

it('stands behind nginx when the origin is killed, and shows a post through the cache within 11 s', async (t) => {
  const reason = absent()
  if (reason) return t.skip(reason)
  expect(await proveNginx(2, 1)).toMatchObject({ ok: true })
})
