import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { loggablePath, openLog } from '../../api/context/log.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { subscribers } from '../../db/schema.ts'
import { world } from '../world.ts'

describe('the log', () => {
  it('writes one JSON object per line, with time, level and message', () => {
    const { log, lines } = newLog('info')
    log.info({ path: '/' }, 'answered')
    expect(lines()).toEqual([{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), path: '/', msg: 'answered' }])
  })

  it('leaves out what is below its level', () => {
    const { log, lines } = newLog('error')
    log.info({}, 'no')
    log.warn({}, 'no')
    log.error({}, 'yes')
    expect(lines().map(({ msg }) => msg)).toEqual(['yes'])
  })

  it('says which statement failed, but not with which address', async () => {
    const w = await world({ bare: true })
    const { log, text } = newLog('info')
    await w.ctx.db.client.execute('drop table subscriber_components')
    await w.ctx.db.client.execute('drop table subscribers')
    const failing = w.ctx.db.write('urgent', (tx) => tx.insert(subscribers).values(sam))
    log.error({ err: await failing.catch((error: unknown) => error) }, 'it failed')
    expect(text()).toMatch(/insert into .*subscribers/)
    expect(text()).toContain('no such table')
    expect(text()).not.toContain('sam@example.org')
    await w.close()
  })
})

describe('a path for the log', () => {
  it('has neither a query nor a mailed token', () => {
    const token = mailedToken([createSecretKey(Buffer.alloc(32))], 'leave', 123456, 0)
    expect(loggablePath(`/unsubscribe/${token}`)).toBe('/unsubscribe/…')
    expect(loggablePath(`/manage/set-up?token=${token}`)).toBe('/manage/set-up')
    expect(loggablePath('/incidents/abcdef012345')).toBe('/incidents/abcdef012345')
  })
})

const at = new Date(0)
const sam = {
  address: 'sam@example.org',
  addressKey: 'sam@example.org',
  state: 'pending' as const,
  createdAt: at,
  askedAt: at,
  asks: [],
}

function newLog(logLevel: 'info' | 'error') {
  const written: string[] = []
  const log = openLog({ logLevel }, { write: (line) => void written.push(line) })
  const text = () => written.join('')
  return {
    log,
    text,
    lines: () =>
      text()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}
