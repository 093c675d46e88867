import type { Language } from '../../../db/vocabulary.ts'
import { pluralIn } from '../../../emails/plural.ts'

/** History by month, and the reports. */
export type HistoryWords = {
  title: (month: string) => string
  description: (month: string, page: string, summary: string) => string
  happenedIn: string
  months: string
  everyMonth: string
  nothing: (month: string) => string
  /** One of them may be none, not both. */
  summary: (incidents: number, maintenances: number) => string
  nothingSince: (summary: string) => string
  entries: (count: number) => string

  reportsAbout: (page: string) => string
  learned: string
  learnedDeck: string
  noReports: string
  onIncident: string
  reportDescription: (page: string, incident: string) => string
  reportOf: (day: string) => string
  /** "{published}" and "{corrected}" are days; the zone stands by itself behind. */
  published: string
  publishedCorrected: string
  timesAre: (zone: string) => string
  corrected: string
  earlierText: string
  theIncident: string
  allReports: string
  /** Terms under their figures. */
  facts: {
    inState: (state: string) => string
    startToEnd: string
    components: (count: number) => string
    updates: (count: number) => string
  }
}

const [en, de, fr, es] = (['en', 'de', 'fr', 'es'] as const).map(pluralIn) as [Plural, Plural, Plural, Plural]
type Plural = ReturnType<typeof pluralIn>

/** "12 incidents and 1 maintenance." */
const joined = (and: string, incidents: number, one: string, maintenances: number, other: string) =>
  `${[...(incidents > 0 ? [one] : []), ...(maintenances > 0 ? [other] : [])].join(and)}.`

export const history: Record<Language, HistoryWords> = {
  en: {
    title: (month) => `History, ${month}`,
    description: (month, page, summary) => `${month} at ${page}: ${summary}`,
    happenedIn: 'What happened in',
    months: 'Months',
    everyMonth: 'Every month',
    nothing: (month) => `Nothing was reported in ${month}.`,
    summary: (some, planned) =>
      joined(
        ' and ',
        some,
        en(some, { one: '1 incident', other: `${some} incidents` }),
        planned,
        en(planned, { one: '1 maintenance', other: `${planned} maintenances` }),
      ),
    nothingSince: (summary) => `${summary} Nothing has been reported since.`,
    entries: (count) => en(count, { one: '1 entry', other: `${count} entries` }),
    reportsAbout: (page) => `What ${page} learned from its incidents, and what it changed.`,
    learned: 'What we learned',
    learnedDeck: 'After an incident that mattered we write down what happened, why, and what we change.',
    noReports: 'No report has been published yet.',
    onIncident: 'On the incident “{name}”.',
    reportDescription: (page, incident) =>
      `${page} on the incident “${incident}”: what happened, why, and what changes.`,
    reportOf: (day) => `Report on the incident of ${day}`,
    published: 'Published {published}.',
    publishedCorrected: 'Published {published}, corrected {corrected}.',
    timesAre: (zone) => `Times are ${zone}.`,
    corrected: 'Corrected {}',
    earlierText: 'Read the text as it was before',
    theIncident: 'The incident, with every update as we wrote it',
    allReports: 'All reports',
    facts: {
      inState: (state) => `of ${state}`,
      startToEnd: 'from start to end',
      components: (count) => en(count, { one: 'component affected', other: 'components affected' }),
      updates: (count) => en(count, { one: 'update written', other: 'updates written' }),
    },
  },
  de: {
    title: (month) => `Verlauf, ${month}`,
    description: (month, page, summary) => `${month} bei ${page}: ${summary}`,
    happenedIn: 'Was geschehen ist im',
    months: 'Monate',
    everyMonth: 'Alle Monate',
    nothing: (month) => `Im ${month} wurde nichts gemeldet.`,
    summary: (some, planned) =>
      joined(
        ' und ',
        some,
        de(some, { one: '1 Vorfall', other: `${some} Vorfälle` }),
        planned,
        de(planned, { one: '1 Wartung', other: `${planned} Wartungen` }),
      ),
    nothingSince: (summary) => `${summary} Seitdem wurde nichts gemeldet.`,
    entries: (count) => de(count, { one: '1 Eintrag', other: `${count} Einträge` }),
    reportsAbout: (page) => `Was ${page} aus Vorfällen gelernt und geändert hat.`,
    learned: 'Was wir gelernt haben',
    learnedDeck: 'Nach einem schweren Vorfall schreiben wir auf, was geschehen ist, warum, und was wir ändern.',
    noReports: 'Es wurde noch kein Bericht veröffentlicht.',
    onIncident: 'Zum Vorfall „{name}“.',
    reportDescription: (page, incident) =>
      `${page} zum Vorfall „${incident}“: was geschehen ist, warum, und was sich ändert.`,
    reportOf: (day) => `Bericht zum Vorfall vom ${day}`,
    published: 'Veröffentlicht am {published}.',
    publishedCorrected: 'Veröffentlicht am {published}, korrigiert am {corrected}.',
    timesAre: (zone) => `Zeitangaben in ${zone}.`,
    corrected: 'Korrigiert am {}',
    earlierText: 'Den früheren Text lesen',
    theIncident: 'Der Vorfall mit jeder Meldung, wie wir sie geschrieben haben',
    allReports: 'Alle Berichte',
    facts: {
      inState: (state) => state,
      startToEnd: 'von Anfang bis Ende',
      components: (count) => de(count, { one: 'betroffene Komponente', other: 'betroffene Komponenten' }),
      updates: (count) => de(count, { one: 'Meldung', other: 'Meldungen' }),
    },
  },
  fr: {
    title: (month) => `Historique, ${month}`,
    description: (month, page, summary) => `${page}, ${month} : ${summary}`,
    happenedIn: 'Ce qui s’est passé',
    months: 'Mois',
    everyMonth: 'Tous les mois',
    nothing: (month) => `Rien n’a été signalé en ${month}.`,
    summary: (some, planned) =>
      joined(
        ' et ',
        some,
        fr(some, { one: `${some} incident`, other: `${some} incidents` }),
        planned,
        fr(planned, { one: `${planned} maintenance`, other: `${planned} maintenances` }),
      ),
    nothingSince: (summary) => `${summary} Rien n’a été signalé depuis.`,
    entries: (count) => fr(count, { one: `${count} entrée`, other: `${count} entrées` }),
    reportsAbout: (page) => `Ce que ${page} a appris de ses incidents, et ce qui a changé.`,
    learned: 'Ce que nous avons appris',
    learnedDeck: 'Après un incident important, nous écrivons ce qui s’est passé, pourquoi, et ce que nous changeons.',
    noReports: 'Aucun compte rendu n’a encore été publié.',
    onIncident: 'À propos de l’incident « {name} ».',
    reportDescription: (page, incident) =>
      `${page} à propos de l’incident « ${incident} » : ce qui s’est passé, pourquoi, et ce qui change.`,
    reportOf: (day) => `Compte rendu de l’incident du ${day}`,
    published: 'Publié le {published}.',
    publishedCorrected: 'Publié le {published}, corrigé le {corrected}.',
    timesAre: (zone) => `Fuseau horaire : ${zone}.`,
    corrected: 'Corrigé le {}',
    earlierText: 'Lire le texte précédent',
    theIncident: 'L’incident, avec chaque mise à jour telle que nous l’avons écrite',
    allReports: 'Tous les comptes rendus',
    facts: {
      inState: (state) => `en état « ${state} »`,
      startToEnd: 'du début à la fin',
      components: (count) => fr(count, { one: 'composant touché', other: 'composants touchés' }),
      updates: (count) => fr(count, { one: 'mise à jour écrite', other: 'mises à jour écrites' }),
    },
  },
  es: {
    title: (month) => `Historial, ${month}`,
    description: (month, page, summary) => `${page}, ${month}: ${summary}`,
    happenedIn: 'Qué ocurrió en',
    months: 'Meses',
    everyMonth: 'Todos los meses',
    nothing: (month) => `No se comunicó nada en ${month}.`,
    summary: (some, planned) =>
      joined(
        ' y ',
        some,
        es(some, { one: '1 incidente', other: `${some} incidentes` }),
        planned,
        es(planned, { one: '1 mantenimiento', other: `${planned} mantenimientos` }),
      ),
    nothingSince: (summary) => `${summary} Desde entonces no se ha comunicado nada.`,
    entries: (count) => es(count, { one: '1 entrada', other: `${count} entradas` }),
    reportsAbout: (page) => `Qué ha aprendido ${page} de sus incidentes y qué ha cambiado.`,
    learned: 'Qué hemos aprendido',
    learnedDeck: 'Después de un incidente importante escribimos qué ocurrió, por qué y qué cambiamos.',
    noReports: 'Todavía no se ha publicado ningún informe.',
    onIncident: 'Sobre el incidente «{name}».',
    reportDescription: (page, incident) =>
      `${page} sobre el incidente «${incident}»: qué ocurrió, por qué y qué cambia.`,
    reportOf: (day) => `Informe del incidente del ${day}`,
    published: 'Publicado el {published}.',
    publishedCorrected: 'Publicado el {published}, corregido el {corrected}.',
    timesAre: (zone) => `Horas en ${zone}.`,
    corrected: 'Corregido el {}',
    earlierText: 'Leer el texto anterior',
    theIncident: 'El incidente, con cada actualización tal como la escribimos',
    allReports: 'Todos los informes',
    facts: {
      inState: (state) => `en estado «${state}»`,
      startToEnd: 'de principio a fin',
      components: (count) => es(count, { one: 'componente afectado', other: 'componentes afectados' }),
      updates: (count) => es(count, { one: 'actualización escrita', other: 'actualizaciones escritas' }),
    },
  },
  ja: {
    title: (month) => `履歴、${month}`,
    description: (month, page, summary) => `${page}、${month}：${summary}`,
    happenedIn: 'この月の出来事',
    months: '月の移動',
    everyMonth: 'すべての月',
    nothing: (month) => `${month}のお知らせはありません。`,
    summary: (some, planned) =>
      joined('、', some, `障害${some}件`, planned, `メンテナンス${planned}件`).replace(/\.$/, '。'),
    nothingSince: (summary) => `${summary}その後のお知らせはありません。`,
    entries: (count) => `${count}件`,
    reportsAbout: (page) => `${page} が障害から学んだことと、その後の改善についてお知らせします。`,
    learned: '障害から得た教訓',
    learnedDeck: '影響の大きい障害のあとには、何が起きたか、なぜ起きたか、何を改めるかを報告します。',
    noReports: '公開された報告書はまだありません。',
    onIncident: '障害「{name}」について',
    reportDescription: (page, incident) =>
      `${page} の障害「${incident}」について：何が起きたか、その原因、今後の改善。`,
    reportOf: (day) => `${day}の障害に関する報告書`,
    published: '{published} 公開',
    publishedCorrected: '{published} 公開、{corrected} 訂正',
    timesAre: (zone) => `時刻は ${zone} です。`,
    corrected: '{} 訂正',
    earlierText: '訂正前の内容を読む',
    theIncident: 'この障害のページ（すべてのお知らせ）',
    allReports: 'すべての報告書',
    facts: {
      inState: (state) => state,
      startToEnd: '発生から終了まで',
      components: () => '影響を受けたコンポーネント',
      updates: () => 'お知らせ',
    },
  },
}
