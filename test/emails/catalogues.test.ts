import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stanceOf, statusWord } from '../../api/reads/words.ts'
import { componentStates, incidentStatuses, languages, maintenanceStatuses } from '../../db/vocabulary.ts'
import { columns } from '../../emails/plain.ts'
import { followsWords, wordsIn } from '../../emails/words.ts'
import { type World, world } from '../world.ts'
import { everyMail, type Named, ordinary } from './stage.ts'

const others = languages.filter((language) => language !== 'en')

const products = ['google', 'chat', 'discord', 'microsoft', 'slack', 'teams', 'webhook', 'status']
/** Words that are spelled alike. */
const alike: Record<string, string[]> = {
  de: [...products, 'min', 'was', 'link', 'mail', 'mails', 'pause', 'server'],
  fr: [...products, 'maintenance', 'min', 'page', 'destination', 'confirmation', 'pause', 'message', 'messages'],
  es: [...products, 'min'],
  ja: products,
}
const dates = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'march']

test('what mails and pages call the same thing is one word', () => {
  const words = wordsIn('en')
  for (const state of componentStates) expect(words.states[state]).toBe(stanceOf(state).word)
  for (const status of [...incidentStatuses, ...maintenanceStatuses])
    expect(words.statuses[status]).toBe(statusWord(status))
})

test('a sentence for each way to follow, in each language, that fits on a line', () => {
  for (const language of languages) {
    const sentences = (['everything', 'choice', 'incident'] as const).map((what) => followsWords(language, what))
    expect(new Set(sentences).size).toBe(3)
    for (const sentence of sentences) expect(columns(sentence)).toBeLessThanOrEqual(72)
  }
})

describe.each(others)('in %s', (language) => {
  let w: World
  let mails: Named[]
  beforeAll(async () => {
    w = await world()
    mails = await everyMail(w, nonsense)
  })
  afterAll(() => w.close())

  test('nothing is empty, and everything has its own words', () => {
    const english = leavesOf(wordsIn('en'))
    for (const [path, said] of leavesOf(wordsIn(language))) {
      if (path !== 'between') expect(said.trim(), path).not.toBe('')
      if (/[a-z]{4}/i.test(said) && said === english.get(path))
        expect(alike[language], path).toContain(said.split(' ')[0]?.toLowerCase())
    }
  })

  test('no English word is left in any mail', async () => {
    const english = new Set([...tokensOf([...leavesOf(wordsIn('en')).values()].join(' ')), ...dates])
    const allowed = new Set([...(alike[language] ?? [])])
    for (const { name, in: inLanguage } of mails) {
      const { subject, text, html } = await inLanguage(language)
      const visible = html.replace(/<style>.*?<\/style>|<!--.*?-->|<[^>]+>|&#?\w+;/gs, ' ')
      const said = tokensOf(`${subject} ${text} ${visible}`.replace(/https:\S+|\S+@\S+/g, ' '))
      expect(
        [...said].filter((word) => english.has(word) && !allowed.has(word)),
        name,
      ).toEqual([])
    }
  })
})

/** Facts in which no word of any language occurs. */
const nonsense = Object.fromEntries(
  Object.keys(ordinary).map((key, index) => [key, key === 'host' ? 'zzqq.zzqq' : `zzq${'q'.repeat(index)}`]),
) as typeof ordinary

/** Every text of a catalogue by its path; what is made from facts is made from numbers here. */
function leavesOf(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const here = path ? `${path}.${key}` : key
    if (typeof value === 'object') for (const leaf of leavesOf(value, here)) found.set(...leaf)
    else found.set(here, typeof value === 'function' ? `${value(1, 1)} ${value(7, 7)}` : value)
  }
  return found
}

const tokensOf = (text: string) => new Set(text.toLowerCase().match(/(?<!\p{L})[a-z]{3,}(?!\p{L})/gu) ?? [])
