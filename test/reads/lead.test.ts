import { describe, expect, it } from 'vitest'
import type { IncidentView } from '../../api/reads/incidentView.ts'
import { leadOf } from '../../api/reads/lead.ts'
import type { MaintenanceView } from '../../api/reads/maintenanceView.ts'
import { stanceOf } from '../../api/reads/words.ts'

const at = { iso: '', text: '16:00', title: '' }
const incident = (name: string, state: Parameters<typeof stanceOf>[0]): IncidentView => ({
  id: name,
  href: `/incidents/${name}`,
  name,
  lang: undefined,
  status: 'Investigating',
  stance: stanceOf(state),
  since: at,
  promise: undefined,
  affectedLines: [`${name} is affected.`],
  affected: `${name} is affected.`,
  advice: undefined,
  notAffected: undefined,
  updates: [],
})
const move: MaintenanceView = {
  id: 'move',
  href: '/incidents/move',
  name: 'Moving the shelves',
  stance: { mark: 'maint', word: 'Under way' },
  underWay: true,
  from: at,
  until: at,
  day: undefined,
  zone: 'CET',
  html: '',
  news: '',
  lang: undefined,
  langs: { html: undefined, news: undefined },
  components: '',
}
const well = { name: 'Search', state: 'operational' } as const

describe('the sentence on top', () => {
  it('is calm when all is well, and claims nothing of an empty page', () => {
    expect(leadOf([], [], [well])).toMatchObject({ headline: 'All systems are working.', mark: 'ok', kind: 'well' })
    expect(leadOf([], [], []).headline).toBe('No trouble is known.')
  })

  it('is the name of the only incident', () => {
    const lead = leadOf([incident('Orders cannot be paid', 'partial_outage')], [move], [well])
    expect(lead).toMatchObject({
      headline: 'Orders cannot be paid',
      mark: 'part',
      deck: ['Orders cannot be paid is affected.'],
    })
  })

  it('counts several, under the colour of the worst', () => {
    const lead = leadOf([incident('A', 'degraded_performance'), incident('B', 'major_outage')], [], [well])
    expect(lead).toMatchObject({ headline: 'We are working on two problems.', mark: 'major', kind: 'incidents' })
  })

  it('takes the colour of what is worse than the incident, but not its word', () => {
    const lead = leadOf([incident('A', 'degraded_performance')], [], [{ name: 'Search', state: 'major_outage' }])
    expect(lead.mark).toBe('major')
    expect(lead.stance.word).toBe('Degraded')
  })

  it('admits a state that nobody has written about yet', () => {
    expect(leadOf([], [], [{ name: 'Search', state: 'partial_outage' }, well])).toMatchObject({
      headline: 'There is trouble with Search.',
      deck: [],
      mark: 'part',
    })
    const both = [
      { name: 'Search', state: 'partial_outage' as const },
      { name: 'Photos', state: 'degraded_performance' as const },
    ]
    expect(leadOf([], [], both)).toMatchObject({
      headline: 'There is trouble with two components.',
      deck: ['Partial outage: Search.', 'Degraded: Photos.'],
    })
  })

  it('takes planned work calmly, and lets trouble go first', () => {
    expect(leadOf([], [move], [{ name: 'Search', state: 'under_maintenance' }])).toMatchObject({
      headline: 'Planned work is under way.',
      deck: ['Moving the shelves, until 16:00 CET.', 'Everything else is working.'],
      mark: 'maint',
    })
    expect(leadOf([], [{ ...move, underWay: false }], [well]).headline).toBe('All systems are working.')
    expect(leadOf([], [move], [{ name: 'Search', state: 'major_outage' }]).mark).toBe('major')
  })
})
