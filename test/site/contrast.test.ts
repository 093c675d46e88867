import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../site/styles/tokens.css', import.meta.url), 'utf8')
const states = ['ok', 'maint', 'slow', 'part', 'major', 'none']
const themes = themesIn(css)

describe.each(Object.entries(themes))('the %s tokens', (_, colours) => {
  const of = (name: string) => colours.get(name) ?? expect.fail(`there is no --${name}`)
  const contrast = (a: string, b: string) => ratio(of(a), of(b))

  it.each(states)('let words and glyphs of "%s" be read on every ground they stand on', (state) => {
    for (const ground of ['ground', 'raised', `${state}-tint`]) {
      expect.soft(contrast(`${state}-text`, ground), `text on ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect.soft(contrast(`${state}-solid`, ground), `glyph on ${ground}`).toBeGreaterThanOrEqual(3)
    }
    expect.soft(contrast('ink', `${state}-tint`), 'ink on the tint').toBeGreaterThanOrEqual(4.5)
    expect.soft(contrast('muted', `${state}-tint`), 'the second voice on the tint').toBeGreaterThanOrEqual(4.5)
    expect.soft(contrast('on-solid', `${state}-solid`), 'the mark in the glyph').toBeGreaterThanOrEqual(3)
  })

  it('let text and the edges of controls be seen', () => {
    for (const ground of ['ground', 'raised']) {
      expect.soft(contrast('ink', ground)).toBeGreaterThanOrEqual(7)
      expect.soft(contrast('muted', ground)).toBeGreaterThanOrEqual(4.5)
      expect.soft(contrast('edge', ground)).toBeGreaterThanOrEqual(3)
      expect.soft(contrast('focus', ground)).toBeGreaterThanOrEqual(3)
    }
    expect.soft(contrast('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5)
  })
})

it('gives the reader who chose dark the same colours as the system that did', () => {
  const dark = css.split('@media').filter((part) => part.includes('color-scheme: dark'))
  expect(dark).toHaveLength(2)
  expect([...coloursIn(dark[0] as string)]).toEqual([...coloursIn(dark[1] as string)])
})

it('knows how to tell a bad pair from a good one', () => {
  expect(ratio('#000000', '#ffffff')).toBe(21)
  expect(ratio('#777777', '#ffffff')).toBeLessThan(4.5)
})

/** Light is what stands before the first media query; dark is what one of them says over it. */
function themesIn(text: string): Record<string, Map<string, string>> {
  const [light = '', ...rest] = text.split('@media')
  const dark = rest.find((part) => part.includes('color-scheme: dark')) ?? ''
  return { light: coloursIn(light), dark: new Map([...coloursIn(light), ...coloursIn(dark)]) }
}

function coloursIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]))
}

/** WCAG 2: relative luminance of both, the lighter first. */
function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b].map(luminance).sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
