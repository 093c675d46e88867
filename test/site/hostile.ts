import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'
import { hostile } from './texts.ts'

/** A page on which every field that a person can fill holds the same text; one incident runs, one has a report. */
export async function hostilePage(
  attack = hostile,
  texts = attack,
): Promise<{ w: World; running: string; over: string }> {
  const w = await world()
  const [ada, mara] = [w.as('ada'), w.as('mara')]
  const { checkout, payments, search } = w.components
  const body = `${texts} [click](javascript:alert(1)) ![x](https://evil.example/p.png)`
  await configurePage(ada, {
    name: attack.slice(0, 80),
    about: attack,
    supportUrl: 'https://harbour.example/?a="><script>',
  })
  await changeComponent(ada, { id: checkout, name: attack, description: attack })
  const group = await addComponent(ada, { name: attack, isGroup: true })
  await addComponent(ada, { name: attack, groupId: group })

  const over = await openIncident(mara, { name: attack, body, components: [{ id: payments, state: 'major_outage' }] })
  w.clock.advance(600_000)
  await postUpdate(mara, { incidentId: over, status: 'resolved', body })
  await publishPostmortem(mara, { incidentId: over, title: attack, body: `# ${attack}\n\n${body}` })
  await correctPostmortem(mara, { incidentId: over, title: attack, body: `${attack} again`, note: attack })

  const states = [{ id: checkout, state: 'partial_outage' as const }]
  const running = await openIncident(mara, {
    name: attack,
    body,
    components: states,
    advice: attack,
    notAffected: attack,
  })
  w.clock.advance(60_000)
  const update = await postUpdate(mara, { incidentId: running, body })
  await correctUpdate(mara, { updateId: update, body: `${body} corrected` })
  const soon = (hours: number) => new Date(+w.clock.now() + hours * 3_600_000).toISOString()
  await scheduleMaintenance(mara, {
    name: attack,
    body,
    components: [search],
    scheduledFor: soon(5),
    scheduledUntil: soon(6),
  })
  return { w, running, over }
}
