import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newPool } from '../../api/delivery/smtpPool.ts'
import { hostileServer } from '../sinks/hostile.ts'

test('whoever waits for a connection of a server that allows one only hears it when that server goes away', async () => {
  const server = await hostileServer({ mostOpen: 1 })
  const pool = newPool({ host: '127.0.0.1', port: server.port }, 5)
  const message = Buffer.from('Subject: x\r\n\r\nx\r\n')
  let sent = 0
  const first = pool.use(async (connection) => {
    while (pool.limit() > 1) await sleep(5)
    await server.down()
    await connection.send('a@example.org', 'b@example.org', message)
  })
  while (server.open() === 0) await sleep(5)
  await sleep(50)
  const others = [1, 2, 3, 4].map(() => pool.use(async () => void sent++))
  const ends = await Promise.race([Promise.allSettled([first, ...others]), sleep(3000)])
  expect(ends?.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  expect(sent).toBe(0)

  // And when it is back, everybody is served again.
  server.behave({})
  await server.up()
  const again = [1, 2, 3, 4, 5].map(() => pool.use((one) => one.send('a@example.org', 'b@example.org', message)))
  expect(await Promise.race([Promise.all(again), sleep(3000)])).toHaveLength(5)
  pool.close(true)
  await server.close()
})
