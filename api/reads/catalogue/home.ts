import type { Language } from '../../../db/vocabulary.ts'
import { pluralIn } from '../../../emails/plural.ts'

/** The home page: how things stand, what runs, every component, what is planned. */
export type HomeWords = {
  description: (page: string) => string
  allWorking: string
  noTrouble: string
  problems: (count: number) => string
  troubleWith: (name: string) => string
  troubleWithMany: (count: number) => string
  plannedWork: string
  maintenanceRuns: string
  untilThen: (name: string, until: string, zone: string) => string
  names: (names: string) => string
  restWorks: string
  /** "{}" stands for the time, or for the time with its words relative to now. */
  since: string
  nextUpdateBy: string
  overdueSince: string
  /** The post-mortem that was promised. */
  reportBy: string
  reportOverdue: string
  advice: string
  notAffected: string
  ownPage: string
  earlierUpdates: (count: number) => string
  lastIncident: string
  learned: string

  record: { fine: string; incidents: string; none: string; longest: string; kept: string; note: string }
  of: (some: string, all: string) => string

  components: string
  noComponents: string
  allFine: (count: number) => string
  daysAgo: string
  today: string
  summary: (name: string, days: number, figure: string) => string
  /** What stands for components outside every group. */
  others: string
  noDataYet: string
  upWithTrouble: (percent: string, days: number) => string
  dayBefore: (day: string, said: string) => string
  sentence: (text: string) => string
  planned: (name: string) => string
  andMore: (text: string, count: number) => string

  asTables: string
  daysCaption: string
  day: string
  component: string
  state: string
  up: string
  happened: string
  allComponents: string
  notCounted: string
  unlisted: string
  figuresCaption: string
  withoutMaintenance: string
  withMaintenance: string
  howWeCount: string
  counting: [string, string, string]

  maintenance: string
  until: string
  concerns: (names: string) => string
  lastWeek: string
  allHistory: string
  quietDay: string
  quietDays: (count: number) => string
}

const [en, de, fr, es] = (['en', 'de', 'fr', 'es'] as const).map(pluralIn) as [Plural, Plural, Plural, Plural]
type Plural = ReturnType<typeof pluralIn>

/** Small numbers as words, as a sentence wants them. */
const small: Record<'en' | 'de' | 'fr' | 'es', string[]> = {
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  de: ['keinem', 'einem', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn'],
  fr: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  es: ['cero', 'un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
}
const word = (language: keyof typeof small, count: number) => small[language][count] ?? String(count)

export const home: Record<Language, HomeWords> = {
  en: {
    description: (page) => `Whether ${page} works right now, what was wrong lately, and how to be told.`,
    allWorking: 'All systems are working.',
    noTrouble: 'No trouble is known.',
    problems: (count) => `We are working on ${word('en', count)} problems.`,
    troubleWith: (name) => `There is trouble with ${name}.`,
    troubleWithMany: (count) => `There is trouble with ${word('en', count)} components.`,
    plannedWork: 'Planned work is under way.',
    maintenanceRuns: 'Maintenance is under way.',
    untilThen: (name, until, zone) => `${name}, until ${until} ${zone}.`,
    names: (names) => `${names}.`,
    restWorks: 'Everything else is working.',
    since: 'since {}',
    nextUpdateBy: 'Next update by {}',
    overdueSince: 'Update overdue since {}',
    reportBy: 'We publish a report of it by {}.',
    reportOverdue: 'The report is overdue: it was promised by {}.',
    advice: 'What you can do',
    notAffected: 'Not affected',
    ownPage: 'The incident’s own page',
    earlierUpdates: (count) => en(count, { one: `${count} earlier update`, other: `${count} earlier updates` }),
    lastIncident: 'The last incident ended on {when}: {name}{lasted}.',
    learned: 'What we learned',

    record: {
      fine: 'Days without trouble',
      incidents: 'Incidents',
      none: 'None',
      longest: 'Longest',
      kept: 'Promises kept',
      note: 'The last 90 days.',
    },
    of: (some, all) => `${some} of ${all}`,

    components: 'Components',
    noComponents: 'This page lists no components yet.',
    allFine: (count) => en(count, { one: '1 component, all working', other: `${count} components, all working` }),
    daysAgo: '{} days ago',
    today: 'Today',
    summary: (name, days, figure) => `${name}, last ${days} days: ${figure}`,
    others: 'Components',
    noDataYet: 'no data yet',
    upWithTrouble: (percent, days) =>
      `${percent} up, ${en(days, { one: '1 day', other: `${days} days` })} with trouble`,
    dayBefore: (day, said) => `${day}: ${said}`,
    sentence: (text) => `${text}.`,
    planned: (name) => `Planned: ${name}`,
    andMore: (text, count) => `${text}, and ${count} more`,

    asTables: 'The same as tables',
    daysCaption: 'Days with something to say, of the last 90',
    day: 'Day',
    component: 'Component',
    state: 'State',
    up: 'Up',
    happened: 'What happened',
    allComponents: 'All components',
    notCounted: 'Not counted',
    unlisted: 'Days that are not listed were without trouble, or before the component was watched.',
    figuresCaption: 'Up over the last 90 days',
    withoutMaintenance: 'Without maintenance',
    withMaintenance: 'Maintenance counted as down',
    howWeCount: 'How we count',
    counting: [
      'A percentage is the share of the last 90 days in which a component was up. A minute of major outage counts as a whole minute lost, a minute of partial outage as 0.3 of one, and a degraded minute as none: it worked, only not well. When two troubles overlap, the worse one counts, once.',
      'Planned maintenance is not counted as lost; the table has a second figure in which it is. An outage during maintenance counts in both, unless the maintenance itself is why.',
      'Days before a component was watched, and days for which nobody wrote down a state, are grey and left out. A group’s figure is the mean of its components’. Figures are rounded down, never up.',
    ],

    maintenance: 'Planned maintenance',
    until: 'until {}',
    concerns: (names) => `Concerns ${names}.`,
    lastWeek: 'The last seven days',
    allHistory: 'All history',
    quietDay: 'No incidents.',
    quietDays: (count) => `No incidents on these ${word('en', count)} days.`,
  },
  de: {
    description: (page) => `Ob ${page} gerade funktioniert, was zuletzt gestört war und wie Sie benachrichtigt werden.`,
    allWorking: 'Alle Systeme funktionieren.',
    noTrouble: 'Es sind keine Störungen bekannt.',
    problems: (count) => `Wir arbeiten an ${word('de', count)} Problemen.`,
    troubleWith: (name) => `${name} ist gestört.`,
    troubleWithMany: (count) => `Bei ${word('de', count)} Komponenten gibt es Störungen.`,
    plannedWork: 'Eine geplante Wartung läuft.',
    maintenanceRuns: 'Eine Wartung läuft.',
    untilThen: (name, until, zone) => `${name}, bis ${until} Uhr ${zone}.`,
    names: (names) => `${names}.`,
    restWorks: 'Alles andere funktioniert.',
    since: 'seit {}',
    nextUpdateBy: 'Nächste Meldung bis {}',
    overdueSince: 'Meldung überfällig seit {}',
    reportBy: 'Wir veröffentlichen bis {} einen Bericht dazu.',
    reportOverdue: 'Der Bericht ist überfällig: Er war bis {} zugesagt.',
    advice: 'Was Sie tun können',
    notAffected: 'Nicht betroffen',
    ownPage: 'Eigene Seite des Vorfalls',
    earlierUpdates: (count) => de(count, { one: `${count} frühere Meldung`, other: `${count} frühere Meldungen` }),
    lastIncident: 'Der letzte Vorfall endete am {when}: {name}{lasted}.',
    learned: 'Was wir daraus gelernt haben',

    record: {
      fine: 'Tage ohne Störung',
      incidents: 'Vorfälle',
      none: 'Keine',
      longest: 'Längster',
      kept: 'Zusagen gehalten',
      note: 'In den letzten 90 Tagen.',
    },
    of: (some, all) => `${some} von ${all}`,

    components: 'Komponenten',
    noComponents: 'Auf dieser Seite sind noch keine Komponenten aufgeführt.',
    allFine: (count) =>
      de(count, { one: '1 Komponente, funktioniert', other: `${count} Komponenten, alle funktionieren` }),
    daysAgo: 'vor {} Tagen',
    today: 'Heute',
    summary: (name, days, figure) => `${name}, letzte ${days} Tage: ${figure}`,
    others: 'Komponenten',
    noDataYet: 'noch keine Daten',
    upWithTrouble: (percent, days) =>
      `${percent} verfügbar, ${de(days, { one: '1 Tag', other: `${days} Tage` })} mit Störungen`,
    dayBefore: (day, said) => `${day}: ${said}`,
    sentence: (text) => `${text}.`,
    planned: (name) => `Geplant: ${name}`,
    andMore: (text, count) => de(count, { one: `${text} und ein weiterer`, other: `${text} und ${count} weitere` }),

    asTables: 'Dasselbe als Tabellen',
    daysCaption: 'Tage der letzten 90, an denen etwas war',
    day: 'Tag',
    component: 'Komponente',
    state: 'Zustand',
    up: 'Verfügbar',
    happened: 'Was geschehen ist',
    allComponents: 'Alle Komponenten',
    notCounted: 'Nicht gezählt',
    unlisted: 'An Tagen, die hier fehlen, gab es keine Störung, oder die Komponente wurde noch nicht beobachtet.',
    figuresCaption: 'Verfügbarkeit der letzten 90 Tage',
    withoutMaintenance: 'Ohne Wartungen',
    withMaintenance: 'Wartung als Ausfall gezählt',
    howWeCount: 'Wie wir zählen',
    counting: [
      'Ein Prozentwert ist der Anteil der letzten 90 Tage, in dem eine Komponente verfügbar war. Eine Minute mit schwerem Ausfall zählt als ganze verlorene Minute, eine Minute mit Teilausfall als 0,3 und eine eingeschränkte Minute gar nicht: Es ging, nur nicht gut. Überschneiden sich zwei Störungen, zählt die schlimmere, und zwar einmal.',
      'Geplante Wartung zählt nicht als verloren; die Tabelle nennt einen zweiten Wert, in dem sie zählt. Ein Ausfall während einer Wartung zählt in beiden, außer wenn die Wartung selbst der Grund ist.',
      'Tage, bevor eine Komponente beobachtet wurde, und Tage, für die niemand einen Zustand festgehalten hat, sind grau und bleiben außen vor. Der Wert einer Gruppe ist der Mittelwert ihrer Komponenten. Gerundet wird immer ab, nie auf.',
    ],

    maintenance: 'Geplante Wartung',
    until: 'bis {}',
    concerns: (names) => `Betrifft ${names}.`,
    lastWeek: 'Die letzten sieben Tage',
    allHistory: 'Gesamter Verlauf',
    quietDay: 'Keine Vorfälle.',
    quietDays: (count) => `Keine Vorfälle an diesen ${word('de', count)} Tagen.`,
  },
  fr: {
    description: (page) =>
      `Si ${page} fonctionne en ce moment, ce qui n’allait pas ces derniers temps et comment être prévenu.`,
    allWorking: 'Tous les systèmes fonctionnent.',
    noTrouble: 'Aucun problème connu.',
    problems: (count) => `Nous travaillons sur ${word('fr', count)} problèmes.`,
    troubleWith: (name) => `Il y a un problème avec ${name}.`,
    troubleWithMany: (count) => `Il y a un problème avec ${word('fr', count)} composants.`,
    plannedWork: 'Une maintenance prévue est en cours.',
    maintenanceRuns: 'Une maintenance est en cours.',
    untilThen: (name, until, zone) => `${name}, jusqu’à ${until} (${zone}).`,
    names: (names) => `${names}.`,
    restWorks: 'Tout le reste fonctionne.',
    since: 'depuis {}',
    nextUpdateBy: 'Prochaine mise à jour au plus tard : {}',
    overdueSince: 'Mise à jour en retard depuis {}',
    reportBy: 'Nous publierons un compte rendu au plus tard le {}.',
    reportOverdue: 'Le compte rendu est en retard : il était promis pour le {}.',
    advice: 'Ce que vous pouvez faire',
    notAffected: 'Non concerné',
    ownPage: 'La page de l’incident',
    earlierUpdates: (count) =>
      fr(count, { one: `${count} mise à jour précédente`, other: `${count} mises à jour précédentes` }),
    lastIncident: 'Le dernier incident s’est terminé le {when} : {name}{lasted}.',
    learned: 'Ce que nous en avons appris',

    record: {
      fine: 'Jours sans problème',
      incidents: 'Incidents',
      none: 'Aucun',
      longest: 'Le plus long',
      kept: 'Promesses tenues',
      note: 'Sur les 90 derniers jours.',
    },
    of: (some, all) => `${some} sur ${all}`,

    components: 'Composants',
    noComponents: 'Cette page ne présente encore aucun composant.',
    allFine: (count) => fr(count, { one: '1 composant, en service', other: `${count} composants, tous en service` }),
    daysAgo: 'il y a {} jours',
    today: 'Aujourd’hui',
    summary: (name, days, figure) => `${name}, ${days} derniers jours : ${figure}`,
    others: 'Composants',
    noDataYet: 'pas encore de données',
    upWithTrouble: (percent, days) =>
      `disponible à ${percent}, ${fr(days, { one: `${days} jour`, other: `${days} jours` })} avec des problèmes`,
    dayBefore: (day, said) => `${day} : ${said}`,
    sentence: (text) => `${text}.`,
    planned: (name) => `Prévu : ${name}`,
    andMore: (text, count) => fr(count, { one: `${text} et un autre`, other: `${text} et ${count} autres` }),

    asTables: 'Les mêmes données en tableaux',
    daysCaption: 'Jours à signaler, sur les 90 derniers',
    day: 'Jour',
    component: 'Composant',
    state: 'État',
    up: 'Disponible',
    happened: 'Ce qui s’est passé',
    allComponents: 'Tous les composants',
    notCounted: 'Non compté',
    unlisted: 'Les jours absents de la liste étaient sans problème, ou antérieurs au suivi du composant.',
    figuresCaption: 'Disponibilité sur les 90 derniers jours',
    withoutMaintenance: 'Hors maintenance',
    withMaintenance: 'Maintenance comptée comme panne',
    howWeCount: 'Comment nous comptons',
    counting: [
      'Un pourcentage est la part des 90 derniers jours pendant laquelle un composant était disponible. Une minute de panne majeure compte comme une minute entière perdue, une minute de panne partielle comme 0,3 minute, et une minute de performances dégradées ne compte pas : le service fonctionnait, mais mal. Lorsque deux problèmes se chevauchent, seul le plus grave compte, une fois.',
      'La maintenance prévue n’est pas comptée comme perdue ; le tableau donne un second chiffre où elle l’est. Une panne pendant une maintenance compte dans les deux, sauf si la maintenance elle-même en est la cause.',
      'Les jours antérieurs au suivi d’un composant, et ceux pour lesquels personne n’a consigné d’état, sont en gris et ne sont pas comptés. Le chiffre d’un groupe est la moyenne de ses composants. Les chiffres sont toujours arrondis vers le bas.',
    ],

    maintenance: 'Maintenance prévue',
    until: 'jusqu’à {}',
    concerns: (names) => `Concerne ${names}.`,
    lastWeek: 'Les sept derniers jours',
    allHistory: 'Tout l’historique',
    quietDay: 'Aucun incident.',
    quietDays: (count) => `Aucun incident pendant ces ${word('fr', count)} jours.`,
  },
  es: {
    description: (page) => `Si ${page} funciona en este momento, qué ha fallado últimamente y cómo recibir avisos.`,
    allWorking: 'Todos los sistemas funcionan.',
    noTrouble: 'No se conoce ningún problema.',
    problems: (count) => `Estamos trabajando en ${word('es', count)} problemas.`,
    troubleWith: (name) => `Hay un problema con ${name}.`,
    troubleWithMany: (count) => `Hay problemas con ${word('es', count)} componentes.`,
    plannedWork: 'Hay un mantenimiento previsto en curso.',
    maintenanceRuns: 'Hay un mantenimiento en curso.',
    untilThen: (name, until, zone) => `${name}, hasta las ${until} (${zone}).`,
    names: (names) => `${names}.`,
    restWorks: 'Todo lo demás funciona.',
    since: 'desde: {}',
    nextUpdateBy: 'Próxima actualización, a más tardar: {}',
    overdueSince: 'Actualización con retraso desde: {}',
    reportBy: 'Publicaremos un informe a más tardar el {}.',
    reportOverdue: 'El informe se retrasa: estaba prometido para el {}.',
    advice: 'Qué puede hacer',
    notAffected: 'No afectado',
    ownPage: 'La página del incidente',
    earlierUpdates: (count) =>
      es(count, { one: `${count} actualización anterior`, other: `${count} actualizaciones anteriores` }),
    lastIncident: 'El último incidente terminó el {when}: {name}{lasted}.',
    learned: 'Qué aprendimos',

    record: {
      fine: 'Días sin problemas',
      incidents: 'Incidentes',
      none: 'Ninguno',
      longest: 'El más largo',
      kept: 'Promesas cumplidas',
      note: 'En los últimos 90 días.',
    },
    of: (some, all) => `${some} de ${all}`,

    components: 'Componentes',
    noComponents: 'Esta página todavía no muestra ningún componente.',
    allFine: (count) =>
      es(count, { one: '1 componente, en funcionamiento', other: `${count} componentes, todos en funcionamiento` }),
    daysAgo: 'hace {} días',
    today: 'Hoy',
    summary: (name, days, figure) => `${name}, últimos ${days} días: ${figure}`,
    others: 'Componentes',
    noDataYet: 'aún sin datos',
    upWithTrouble: (percent, days) =>
      `disponible el ${percent}, ${es(days, { one: '1 día', other: `${days} días` })} con problemas`,
    dayBefore: (day, said) => `${day}: ${said}`,
    sentence: (text) => `${text}.`,
    planned: (name) => `Previsto: ${name}`,
    andMore: (text, count) => es(count, { one: `${text} y otro más`, other: `${text} y ${count} más` }),

    asTables: 'Los mismos datos en tablas',
    daysCaption: 'Días con algo que contar, de los últimos 90',
    day: 'Día',
    component: 'Componente',
    state: 'Estado',
    up: 'Disponible',
    happened: 'Qué ocurrió',
    allComponents: 'Todos los componentes',
    notCounted: 'No se cuenta',
    unlisted: 'Los días que no aparecen no tuvieron problemas o son anteriores al seguimiento del componente.',
    figuresCaption: 'Disponibilidad en los últimos 90 días',
    withoutMaintenance: 'Sin mantenimiento',
    withMaintenance: 'El mantenimiento cuenta como caída',
    howWeCount: 'Cómo contamos',
    counting: [
      'Un porcentaje es la parte de los últimos 90 días en la que un componente estuvo disponible. Un minuto de interrupción grave cuenta como un minuto entero perdido; uno de interrupción parcial, como 0,3 minutos; y uno de rendimiento reducido no cuenta: funcionaba, aunque no bien. Cuando dos problemas coinciden, cuenta el peor, una sola vez.',
      'El mantenimiento previsto no se cuenta como perdido; la tabla ofrece una segunda cifra en la que sí. Una interrupción durante un mantenimiento cuenta en ambas, salvo que el propio mantenimiento sea la causa.',
      'Los días anteriores al seguimiento de un componente, y aquellos de los que nadie anotó un estado, aparecen en gris y no se cuentan. La cifra de un grupo es la media de sus componentes. Las cifras siempre se redondean a la baja.',
    ],

    maintenance: 'Mantenimiento previsto',
    until: 'hasta: {}',
    concerns: (names) => `Afecta a ${names}.`,
    lastWeek: 'Los últimos siete días',
    allHistory: 'Todo el historial',
    quietDay: 'Ningún incidente.',
    quietDays: (count) => `Ningún incidente en estos ${word('es', count)} días.`,
  },
  ja: {
    description: (page) => `${page} の現在の稼働状況、最近の障害、通知の受け取り方をご覧いただけます。`,
    allWorking: 'すべてのシステムが正常に稼働しています。',
    noTrouble: '現在、障害の報告はありません。',
    problems: (count) => `${count}件の問題に対応しています。`,
    troubleWith: (name) => `${name} に問題が発生しています。`,
    troubleWithMany: (count) => `${count}個のコンポーネントに問題が発生しています。`,
    plannedWork: '計画メンテナンスを実施しています。',
    maintenanceRuns: 'メンテナンスを実施しています。',
    untilThen: (name, until, zone) => `${name}（${until} ${zone} まで）`,
    names: (names) => names,
    restWorks: 'そのほかは正常に稼働しています。',
    since: '{} から',
    nextUpdateBy: '次のお知らせ：{} まで',
    overdueSince: 'お知らせの予定時刻 {} を過ぎています',
    reportBy: '{} までに報告書を公開します。',
    reportOverdue: '報告書の公開が遅れています（予定：{} まで）。',
    advice: '当面の対処方法',
    notAffected: '影響なし',
    ownPage: 'この障害のページ',
    earlierUpdates: (count) => `以前のお知らせ${count}件`,
    lastIncident: '直近の障害は {when} に終了しました：{name}{lasted}',
    learned: '障害から得た教訓',

    record: {
      fine: '障害のなかった日',
      incidents: '障害',
      none: 'なし',
      longest: '最長',
      kept: '予定どおりのお知らせ',
      note: '過去90日間',
    },
    of: (some, all) => `${all}中${some}`,

    components: 'コンポーネント',
    noComponents: 'このページにはまだコンポーネントがありません。',
    allFine: (count) => `${count}個のコンポーネント、すべて正常`,
    daysAgo: '{}日前',
    today: '今日',
    summary: (name, days, figure) => `${name}、過去${days}日間：${figure}`,
    others: 'コンポーネント',
    noDataYet: 'データはまだありません',
    upWithTrouble: (percent, days) => `稼働率${percent}、障害のあった日は${days}日`,
    dayBefore: (day, said) => `${day}：${said}`,
    sentence: (text) => `${text}。`,
    planned: (name) => `計画メンテナンス：${name}`,
    andMore: (text, count) => `${text}、ほか${count}件`,

    asTables: '同じ内容を表で見る',
    daysCaption: '過去90日間のうち、記録のある日',
    day: '日付',
    component: 'コンポーネント',
    state: '状態',
    up: '稼働率',
    happened: '内容',
    allComponents: 'すべてのコンポーネント',
    notCounted: '対象外',
    unlisted: '表にない日は、障害がなかったか、コンポーネントの監視を始める前の日です。',
    figuresCaption: '過去90日間の稼働率',
    withoutMaintenance: 'メンテナンスを除く',
    withMaintenance: 'メンテナンスを停止として計算',
    howWeCount: '計算方法',
    counting: [
      '稼働率は、過去90日間のうちコンポーネントが稼働していた時間の割合です。重大な障害の1分は停止1分、一部の障害の1分は停止0.3分として数えます。パフォーマンス低下は、動作はしていたため停止に数えません。二つの障害が重なったときは、重いほうだけを一度数えます。',
      '計画メンテナンスは停止に数えません。停止に数えた値は、表のもう一つの列にあります。メンテナンス中の障害は、メンテナンス自体が原因である場合を除き、どちらの値にも数えます。',
      'コンポーネントの監視を始める前の日と、状態の記録がない日は灰色で示し、計算から除きます。グループの値は、含まれるコンポーネントの平均です。端数は常に切り捨てます。',
    ],

    maintenance: '計画メンテナンス',
    until: '{} まで',
    concerns: (names) => `対象：${names}`,
    lastWeek: '過去7日間',
    allHistory: 'すべての履歴',
    quietDay: '障害はありませんでした。',
    quietDays: (count) => `この${count}日間、障害はありませんでした。`,
  },
}
