import type { Language } from '../../../db/vocabulary.ts'

/** Updates as they stand on the home page and on an incident's own, and lines of history. */
export type UpdatesWords = {
  updates: string
  /** "{}" stands for a time. */
  withdrawn: string
  readWithdrawn: string
  corrected: (at: string) => string
  /** How it ended, in a line of history. */
  resolved: string
  cancelled: string
  report: string
  sinceNotOver: string
  /** What stands between how long it lasted and from when to when. */
  lasted: (time: string) => string
  /** Beside a text that is in another language than its page; `name` of that language. */
  original: (name: string) => string
  languages: Record<Language, string>
}

export const updates: Record<Language, UpdatesWords> = {
  en: {
    updates: 'Updates',
    withdrawn: 'Withdrawn at {}:',
    readWithdrawn: 'Read what was withdrawn',
    corrected: (at) => `Corrected at ${at}, read the earlier text`,
    resolved: 'Resolved',
    cancelled: 'Cancelled',
    report: 'Report',
    sinceNotOver: 'since {}, not over yet',
    lasted: (time) => `${time}, `,
    original: (name) => `Original in ${name}`,
    languages: { en: 'English', de: 'German', fr: 'French', es: 'Spanish', ja: 'Japanese' },
  },
  de: {
    updates: 'Meldungen',
    withdrawn: 'Zurückgezogen um {}:',
    readWithdrawn: 'Die zurückgezogene Meldung lesen',
    corrected: (at) => `Korrigiert um ${at}, früheren Text lesen`,
    resolved: 'Behoben',
    cancelled: 'Abgesagt',
    report: 'Bericht',
    sinceNotOver: 'seit {}, noch nicht vorbei',
    lasted: (time) => `${time}, `,
    original: (name) => `Original auf ${name}`,
    languages: { en: 'Englisch', de: 'Deutsch', fr: 'Französisch', es: 'Spanisch', ja: 'Japanisch' },
  },
  fr: {
    updates: 'Mises à jour',
    withdrawn: 'Retirée à {} :',
    readWithdrawn: 'Lire le texte retiré',
    corrected: (at) => `Corrigée à ${at}, lire le texte précédent`,
    resolved: 'Résolu',
    cancelled: 'Annulée',
    report: 'Compte rendu',
    sinceNotOver: 'depuis {}, pas encore terminé',
    lasted: (time) => `${time}, `,
    original: (name) => `Texte original en ${name}`,
    languages: { en: 'anglais', de: 'allemand', fr: 'français', es: 'espagnol', ja: 'japonais' },
  },
  es: {
    updates: 'Actualizaciones',
    withdrawn: 'Retirada a las {}:',
    readWithdrawn: 'Leer el texto retirado',
    corrected: (at) => `Corregida a las ${at}, leer el texto anterior`,
    resolved: 'Resuelto',
    cancelled: 'Cancelado',
    report: 'Informe',
    sinceNotOver: 'desde: {}, aún no ha terminado',
    lasted: (time) => `${time}, `,
    original: (name) => `Texto original en ${name}`,
    languages: { en: 'inglés', de: 'alemán', fr: 'francés', es: 'español', ja: 'japonés' },
  },
  ja: {
    updates: 'お知らせ',
    withdrawn: '{} に取り下げました：',
    readWithdrawn: '取り下げた内容を読む',
    corrected: (at) => `${at} に訂正（訂正前の内容を読む）`,
    resolved: '解決済み',
    cancelled: '中止',
    report: '報告書',
    sinceNotOver: '{} から継続中',
    lasted: (time) => `${time}、`,
    original: (name) => `原文（${name}）`,
    languages: { en: '英語', de: 'ドイツ語', fr: 'フランス語', es: 'スペイン語', ja: '日本語' },
  },
}
