import type { ComponentState } from '../db/vocabulary.ts'

/** The looks that a state can have. */
export type Mark = 'ok' | 'maint' | 'slow' | 'part' | 'major' | 'none'

/** A look with its word; colour never says anything alone. */
export type Stance = { mark: Mark; word: string }

type Tone = { glyph: string; text: string; solid: string; darkText: string; darkSolid: string }

/** Colours of the states, on light and on dark ground, and a glyph of its own shape for each. */
export const tones: Record<Mark, Tone> = {
  ok: { glyph: '✓', text: '#1d6840', solid: '#2c8554', darkText: '#7ecb9d', darkSolid: '#4aa674' },
  maint: { glyph: '◆', text: '#2b539c', solid: '#4170bf', darkText: '#a3bff5', darkSolid: '#6b93de' },
  slow: { glyph: '▲', text: '#745500', solid: '#a67c00', darkText: '#dfbe59', darkSolid: '#c79f2c' },
  part: { glyph: '◐', text: '#974600', solid: '#cb640c', darkText: '#f0a468', darkSolid: '#e0823a' },
  major: { glyph: '✕', text: '#a51b1b', solid: '#c42424', darkText: '#ff9f95', darkSolid: '#ec6156' },
  none: { glyph: '', text: '#565b5f', solid: '#16181a', darkText: '#a4a9ac', darkSolid: '#eceeec' },
}

/** What a component's state looks like. */
export const markOf: Record<ComponentState, Mark> = {
  operational: 'ok',
  under_maintenance: 'maint',
  degraded_performance: 'slow',
  partial_outage: 'part',
  major_outage: 'major',
}

export const ink = { ground: '#fcfcfb', ink: '#16181a', muted: '#565b5f', hairline: '#d9dbd8' }
export const inkDark = { ground: '#121416', ink: '#eceeec', muted: '#a4a9ac', hairline: '#31363a' }

export const serif = "Charter,'Bitstream Charter',Cambria,Georgia,serif"
export const sans = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
