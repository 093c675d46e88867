import type { Language } from '../../../db/vocabulary.ts'
import { pluralIn } from '../../../emails/plural.ts'

/** Spans of time, and what stands between the parts of a date. */
export type TimesWords = {
  dayAndClock: (day: string, clock: string) => string
  underAMinute: string
  minutes: (count: number) => string
  hours: (count: number) => string
  days: (count: number) => string
  both: (larger: string, smaller: string) => string
  /** A runtime knows no name for it. */
  utc: string
  /** Of today's figures: "99.2 % so far". */
  soFar: (figure: string) => string
  /** For the script, which has the number: short, and `daysAway` as it stands behind "in" and "ago". */
  script: {
    minutes: string
    hours: string
    days: string
    daysAway: string
    ago: string
    in: string
    overdue: string
  }
}

const [en, de, fr, es] = (['en', 'de', 'fr', 'es'] as const).map(pluralIn) as [Plural, Plural, Plural, Plural]
type Plural = ReturnType<typeof pluralIn>

const spaced = {
  dayAndClock: (day: string, clock: string) => `${day}, ${clock}`,
  both: (larger: string, smaller: string) => `${larger} ${smaller}`,
}

export const times: Record<Language, TimesWords> = {
  en: {
    ...spaced,
    underAMinute: 'under a minute',
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => en(count, { one: `${count} day`, other: `${count} days` }),
    utc: 'Coordinated Universal Time',
    soFar: (figure) => `${figure} so far`,
    script: {
      minutes: '{} min',
      hours: '{} h',
      days: '{} days',
      daysAway: '{} days',
      ago: '{} ago',
      in: 'in {}',
      overdue: '{} overdue',
    },
  },
  de: {
    ...spaced,
    underAMinute: 'unter einer Minute',
    minutes: (count) => `${count} Min.`,
    hours: (count) => `${count} Std.`,
    days: (count) => de(count, { one: `${count} Tag`, other: `${count} Tage` }),
    utc: 'Koordinierte Weltzeit',
    soFar: (figure) => `bisher ${figure}`,
    script: {
      minutes: '{} Min.',
      hours: '{} Std.',
      days: '{} Tage',
      daysAway: '{} Tagen',
      ago: 'vor {}',
      in: 'in {}',
      overdue: '{} überfällig',
    },
  },
  fr: {
    ...spaced,
    underAMinute: 'moins d’une minute',
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => fr(count, { one: `${count} jour`, other: `${count} jours` }),
    utc: 'temps universel coordonné',
    soFar: (figure) => `${figure} pour l’instant`,
    script: {
      minutes: '{} min',
      hours: '{} h',
      days: '{} jours',
      daysAway: '{} jours',
      ago: 'il y a {}',
      in: 'dans {}',
      overdue: '{} de retard',
    },
  },
  es: {
    ...spaced,
    underAMinute: 'menos de un minuto',
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => es(count, { one: `${count} día`, other: `${count} días` }),
    utc: 'tiempo universal coordinado',
    soFar: (figure) => `${figure} hasta ahora`,
    script: {
      minutes: '{} min',
      hours: '{} h',
      days: '{} días',
      daysAway: '{} días',
      ago: 'hace {}',
      in: 'en {}',
      overdue: '{} de retraso',
    },
  },
  ja: {
    dayAndClock: (day, clock) => `${day} ${clock}`,
    both: (larger, smaller) => `${larger}${smaller}`,
    underAMinute: '1分未満',
    minutes: (count) => `${count}分`,
    hours: (count) => `${count}時間`,
    days: (count) => `${count}日`,
    utc: '協定世界時',
    soFar: (figure) => `現時点で${figure}`,
    script: {
      minutes: '{}分',
      hours: '{}時間',
      days: '{}日',
      daysAway: '{}日',
      ago: '{}前',
      in: 'あと{}',
      overdue: '{}超過',
    },
  },
}
