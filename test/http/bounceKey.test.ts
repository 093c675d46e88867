import { expect, test } from 'vitest'
import * as told from '../delivery/providerMails.ts'
import { subscriberOf } from '../followers.ts'
import { world } from '../world.ts'
import { cookieOf, panelOf } from './panelVisit.ts'

test('the panel offers a key for nothing but bounces, and it opens the intake as a password', async () => {
  const w = await world()
  try {
    const panel = await panelOf(w.ctx)
    const cookie = await cookieOf(w.ctx, 'administrator')
    const form = await (await panel.get('/manage/keys', cookie)).text()
    expect(form).toMatch(/name="scopes"[^>]*value="bounces"|value="bounces"[^>]*name="scopes"/)
    const made = await (
      await panel.post(
        '/manage/keys',
        { form: 'key', once: 'abcdefghijkl', name: 'Postmark', scopes: 'bounces' },
        cookie,
      )
    ).text()
    const key = /candor_[\w-]{43}/.exec(made)?.[0] ?? ''
    expect(await (await panel.get('/manage/keys', cookie)).text()).toContain('report bounces')

    await w.subscriber('sam@example.org')
    const report = await panel.app.request('/api/v1/bounces', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`candor:${key}`)}` },
      body: JSON.stringify(told.postmark('sam@example.org')),
    })
    expect([report.status, await report.json()]).toEqual([200, { noted: 1, ignored: 0 }])
    expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ state: 'suppressed' })
  } finally {
    await w.close()
  }
})
