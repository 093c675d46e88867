import type { Impact, Language } from '../../../db/vocabulary.ts'

/** What is said of states beside their own words, which pages share with mails. */
export type StatesWords = {
  impacts: Record<Impact, string>
  working: string
  noData: string
  noState: string
  /** "Major outage: Checkout and Payments." */
  line: (state: string, names: string) => string
  percent: (figure: string) => string
}

export const states: Record<Language, StatesWords> = {
  en: {
    impacts: {
      none: 'No impact',
      minor: 'Minor impact',
      major: 'Major impact',
      critical: 'Critical impact',
      maintenance: 'Maintenance',
    },
    working: 'Working',
    noData: 'No data',
    noState: 'No state recorded',
    line: (state, names) => `${state}: ${names}.`,
    percent: (figure) => `${figure} %`,
  },
  de: {
    impacts: {
      none: 'Keine Auswirkung',
      minor: 'Geringe Auswirkung',
      major: 'Große Auswirkung',
      critical: 'Kritische Auswirkung',
      maintenance: 'Wartung',
    },
    working: 'Funktioniert',
    noData: 'Keine Daten',
    noState: 'Kein Zustand erfasst',
    line: (state, names) => `${state}: ${names}.`,
    percent: (figure) => `${figure} %`,
  },
  fr: {
    impacts: {
      none: 'Sans impact',
      minor: 'Impact mineur',
      major: 'Impact majeur',
      critical: 'Impact critique',
      maintenance: 'Maintenance',
    },
    working: 'En service',
    noData: 'Aucune donnée',
    noState: 'Aucun état consigné',
    line: (state, names) => `${state} : ${names}.`,
    percent: (figure) => `${figure} %`,
  },
  es: {
    impacts: {
      none: 'Sin impacto',
      minor: 'Impacto leve',
      major: 'Impacto grave',
      critical: 'Impacto crítico',
      maintenance: 'Mantenimiento',
    },
    working: 'En funcionamiento',
    noData: 'Sin datos',
    noState: 'Ningún estado registrado',
    line: (state, names) => `${state}: ${names}.`,
    percent: (figure) => `${figure} %`,
  },
  ja: {
    impacts: {
      none: '影響なし',
      minor: '軽微な影響',
      major: '大きな影響',
      critical: '重大な影響',
      maintenance: 'メンテナンス',
    },
    working: '正常',
    noData: 'データなし',
    noState: '状態の記録なし',
    line: (state, names) => `${state}：${names}`,
    percent: (figure) => `${figure}%`,
  },
}
