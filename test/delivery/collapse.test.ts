import { expect, test } from 'vitest'
import { configurePage } from '../../api/components/configurePage.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { world } from '../world.ts'

test.each([
  [false, ['Opened.', 'First.', 'Second.']],
  [true, ['Opened.', 'Second.']],
])('with collapsing %s, a list that waited is mailed %j', async (collapseUpdates, mailed) => {
  const w = await world()
  await configurePage(w.as('ada'), { collapseUpdates })
  await w.subscriber('sam@example.org')
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'Opened.' })
  await postUpdate(w.as('mara'), { incidentId, body: 'First.' })
  await postUpdate(w.as('mara'), { incidentId, body: 'Second.' })
  await w.deliverAll()
  const said = ['Opened.', 'First.', 'Second.'].filter((text) => w.mailbox().some((mail) => mail.text.includes(text)))
  expect(said).toEqual(mailed)
  const { rows } = await w.ctx.db.client.execute(
    'select sum(waiting) as waiting, sum(skipped) as skipped from fan_outs',
  )
  expect(rows[0]).toEqual({ waiting: 0, skipped: 3 - mailed.length })
  await w.close()
})
