import type { Language } from '../../../db/vocabulary.ts'
import { pluralIn } from '../../../emails/plural.ts'

/** A component's own page, the page of uptime, and the ways to find something in the history. */
export type MeasuredWords = {
  component: string
  group: string
  describe: (name: string) => string
  /** `{group}` is its name. */
  partOf: string
  lastDays: string
  byMonth: string
  month: string
  days: string
  byMonthNote: string
  yearCaption: string
  quietYear: string
  reported: string
  noneReported: string
  allReported: string
  mailAbout: (name: string) => string
  feedsOfIt: string
  noFigures: string
  /** Behind the name of what was written down after the fact. */
  addedLater: string

  uptime: string
  uptimeHead: string
  uptimeDeck: string
  ninety: string
  known: string
  formula: string
  up: string
  legend: { M: string; P: string; W: string; K: string }
  withMaintenance: string
  exampleTitle: string
  /** All are spans of time but `name` and `up`. */
  example: (parts: { name: string; major: string; partial: string; known: string; up: string }) => string
  changedTitle: string
  changedNone: string
  changedNote: string
  changedOn: (day: string) => string
  was: string
  isNow: string
  noLonger: string

  find: string
  findWhat: string
  anyComponent: string
  impact: string
  anyImpact: string
  search: string
  searchNote: string
  found: (count: number) => string
  foundMore: string
  foundNone: string
  askFirst: string
  tooMany: string
  historyOf: (name: string) => string
  everything: string
  entries: (count: number) => string
  years: string
}

const [inEnglish, inGerman, inFrench, inSpanish] = (['en', 'de', 'fr', 'es'] as const).map(pluralIn) as [P, P, P, P]
type P = ReturnType<typeof pluralIn>

export const measured: Record<Language, MeasuredWords> = {
  en: {
    component: 'Component',
    group: 'Group',
    describe: (name) => `Whether ${name} works right now, how it worked over the past year, and what happened to it.`,
    partOf: 'Part of <a>{group}</a>.',
    lastDays: 'The last 90 days',
    byMonth: 'The past year, month by month',
    month: 'Month',
    days: 'Days',
    byMonthNote: 'A row is a month, a mark a day. Every day with something to say stands in the table below.',
    yearCaption: 'Days of the past year with something to say',
    quietYear: 'No day of the past year has anything to say.',
    reported: 'Incidents and maintenance',
    noneReported: 'Nothing was reported in the past year.',
    allReported: 'Everything ever reported',
    mailAbout: (name) => `Get an email when something happens to ${name}`,
    feedsOfIt:
      '<a>Atom</a>, <a>RSS</a> and <a>JSON Feed</a> of this component alone, and its maintenance as a <a>calendar</a>.',
    noFigures: 'No figures are kept of it.',
    addedLater: '(added later)',
    uptime: 'Uptime',
    uptimeHead: 'How much of the time it worked',
    uptimeDeck:
      'Every figure follows from the states that we recorded, by one formula. You can check each against the days and the incidents behind it.',
    ninety: 'Up over the last 90 days',
    known: 'Known time',
    formula: 'The formula',
    up: 'up',
    legend: {
      M: 'time in which it was down for all (major outage)',
      P: 'time in which it was down for some (partial outage), which counts 0.3',
      W: 'time under planned maintenance: counted as down in the second figure alone',
      K: 'all the time of which a state is known',
    },
    withMaintenance: 'The second figure',
    exampleTitle: 'For example',
    example: ({ name, major, partial, known, up }) =>
      `${name} had ${major} of major and ${partial} of partial outage in ${known} of known time: ${up}.`,
    changedTitle: 'Changed history',
    changedNone: 'No recorded state of the past year was changed afterwards.',
    changedNote: 'States that were recorded, and later corrected. The figures use what is said now.',
    changedOn: (day) => `Changed on ${day}`,
    was: 'was',
    isNow: 'is now',
    noLonger: 'no longer counted',
    find: 'Find something in the history',
    findWhat: 'Words',
    anyComponent: 'All components',
    impact: 'Impact',
    anyImpact: 'Any impact',
    search: 'Search',
    searchNote: 'Looks through names, updates and reports. Words can be cut short; “in quotes” means in a row.',
    found: (count) =>
      inEnglish(count, { one: 'Found in 1 entry, newest first.', other: `Found in ${count} entries, newest first.` }),
    foundMore: 'These are the newest; another word narrows the search.',
    foundNone: 'Nothing public says that. Fewer words, or shorter ones, find more.',
    askFirst: 'Type a word or two, or choose a component.',
    tooMany: 'That were many searches from your network. Please try again in a minute.',
    historyOf: (name) => `History: ${name}`,
    everything: 'Everything',
    entries: (count) => inEnglish(count, { one: '1 entry', other: `${count} entries` }),
    years: 'Years',
  },
  de: {
    component: 'Komponente',
    group: 'Gruppe',
    describe: (name) => `Ob ${name} gerade funktioniert, wie es im letzten Jahr war und was vorgefallen ist.`,
    partOf: 'Gehört zu <a>{group}</a>.',
    lastDays: 'Die letzten 90 Tage',
    byMonth: 'Das letzte Jahr, Monat für Monat',
    month: 'Monat',
    days: 'Tage',
    byMonthNote:
      'Eine Zeile ist ein Monat, ein Strich ein Tag. Jeder Tag, zu dem es etwas zu sagen gibt, steht in der Tabelle darunter.',
    yearCaption: 'Tage des letzten Jahres, zu denen es etwas zu sagen gibt',
    quietYear: 'Zu keinem Tag des letzten Jahres gibt es etwas zu sagen.',
    reported: 'Vorfälle und Wartungen',
    noneReported: 'Im letzten Jahr wurde nichts gemeldet.',
    allReported: 'Alles, was je gemeldet wurde',
    mailAbout: (name) => `Eine E-Mail erhalten, wenn ${name} betroffen ist`,
    feedsOfIt:
      '<a>Atom</a>, <a>RSS</a> und <a>JSON Feed</a> nur zu dieser Komponente, und ihre Wartungen als <a>Kalender</a>.',
    noFigures: 'Dazu werden keine Zahlen geführt.',
    addedLater: '(nachgetragen)',
    uptime: 'Verfügbarkeit',
    uptimeHead: 'Welchen Teil der Zeit es funktioniert hat',
    uptimeDeck:
      'Jede Zahl folgt nach einer einzigen Formel aus den Zuständen, die wir erfasst haben. Sie lässt sich an den Tagen und Vorfällen dahinter nachprüfen.',
    ninety: 'Verfügbar in den letzten 90 Tagen',
    known: 'Bekannte Zeit',
    formula: 'Die Formel',
    up: 'verfügbar',
    legend: {
      M: 'Zeit, in der es für alle ausfiel (schwerer Ausfall)',
      P: 'Zeit, in der es für manche ausfiel (teilweiser Ausfall); sie zählt 0,3',
      W: 'Zeit in geplanter Wartung: zählt nur in der zweiten Zahl als Ausfall',
      K: 'alle Zeit, von der ein Zustand bekannt ist',
    },
    withMaintenance: 'Die zweite Zahl',
    exampleTitle: 'Ein Beispiel',
    example: ({ name, major, partial, known, up }) =>
      `${name}: ${major} schwerer und ${partial} teilweiser Ausfall in ${known} bekannter Zeit: ${up}.`,
    changedTitle: 'Geänderte Geschichte',
    changedNone: 'Kein erfasster Zustand des letzten Jahres wurde nachträglich geändert.',
    changedNote: 'Zustände, die erfasst und später berichtigt wurden. Die Zahlen beruhen auf dem, was jetzt gilt.',
    changedOn: (day) => `Geändert am ${day}`,
    was: 'vorher',
    isNow: 'jetzt',
    noLonger: 'zählt nicht mehr',
    find: 'In der Geschichte suchen',
    findWhat: 'Wörter',
    anyComponent: 'Alle Komponenten',
    impact: 'Auswirkung',
    anyImpact: 'Jede Auswirkung',
    search: 'Suchen',
    searchNote:
      'Durchsucht Namen, Meldungen und Berichte. Wörter dürfen abgekürzt sein; „in Anführungszeichen“ heißt hintereinander.',
    found: (count) =>
      inGerman(count, {
        one: 'In 1 Eintrag gefunden, Neuestes zuerst.',
        other: `In ${count} Einträgen gefunden, Neuestes zuerst.`,
      }),
    foundMore: 'Das sind die neuesten; ein weiteres Wort grenzt die Suche ein.',
    foundNone: 'Nichts Öffentliches sagt das. Weniger oder kürzere Wörter finden mehr.',
    askFirst: 'Geben Sie ein oder zwei Wörter ein, oder wählen Sie eine Komponente.',
    tooMany: 'Aus Ihrem Netz kamen sehr viele Suchen. Bitte versuchen Sie es in einer Minute wieder.',
    historyOf: (name) => `Geschichte: ${name}`,
    everything: 'Alles',
    entries: (count) => inGerman(count, { one: '1 Eintrag', other: `${count} Einträge` }),
    years: 'Jahre',
  },
  fr: {
    component: 'Composant',
    group: 'Groupe',
    describe: (name) => `Si ${name} fonctionne en ce moment, comment cela s’est passé sur un an, et ce qui est arrivé.`,
    partOf: 'Fait partie de <a>{group}</a>.',
    lastDays: 'Les 90 derniers jours',
    byMonth: 'L’année écoulée, mois par mois',
    month: 'Mois',
    days: 'Jours',
    byMonthNote:
      'Une ligne est un mois, un trait un jour. Chaque jour qui a quelque chose à dire figure dans le tableau ci-dessous.',
    yearCaption: 'Jours de l’année écoulée qui ont quelque chose à dire',
    quietYear: 'Aucun jour de l’année écoulée n’a quelque chose à dire.',
    reported: 'Incidents et maintenances',
    noneReported: 'Rien n’a été signalé au cours de l’année écoulée.',
    allReported: 'Tout ce qui a été signalé',
    mailAbout: (name) => `Recevoir un e-mail quand il se passe quelque chose pour ${name}`,
    feedsOfIt:
      '<a>Atom</a>, <a>RSS</a> et <a>JSON Feed</a> de ce seul composant, et ses maintenances dans un <a>calendrier</a>.',
    noFigures: 'Aucun chiffre n’est tenu à son sujet.',
    addedLater: '(ajouté après coup)',
    uptime: 'Disponibilité',
    uptimeHead: 'La part du temps où cela a fonctionné',
    uptimeDeck:
      'Chaque chiffre découle des états que nous avons consignés, par une seule formule. Vous pouvez le vérifier avec les jours et les incidents qui sont derrière.',
    ninety: 'Disponible sur les 90 derniers jours',
    known: 'Temps connu',
    formula: 'La formule',
    up: 'disponible',
    legend: {
      M: 'temps de panne pour tous (panne majeure)',
      P: 'temps de panne pour certains (panne partielle), compté 0,3',
      W: 'temps de maintenance prévue\u00a0: compté comme panne dans le second chiffre seulement',
      K: 'tout le temps dont l’état est connu',
    },
    withMaintenance: 'Le second chiffre',
    exampleTitle: 'Par exemple',
    example: ({ name, major, partial, known, up }) =>
      `${name}\u00a0: ${major} de panne majeure et ${partial} de panne partielle sur ${known} de temps connu, soit ${up}.`,
    changedTitle: 'Historique modifié',
    changedNone: 'Aucun état consigné de l’année écoulée n’a été modifié après coup.',
    changedNote: 'Des états consignés, puis corrigés. Les chiffres suivent ce qui est dit maintenant.',
    changedOn: (day) => `Modifié le ${day}`,
    was: 'avant',
    isNow: 'maintenant',
    noLonger: 'ne compte plus',
    find: 'Chercher dans l’historique',
    findWhat: 'Mots',
    anyComponent: 'Tous les composants',
    impact: 'Impact',
    anyImpact: 'Tout impact',
    search: 'Chercher',
    searchNote:
      'Cherche dans les noms, les mises à jour et les rapports. Les mots peuvent être abrégés\u00a0; «\u00a0entre guillemets\u00a0» veut dire à la suite.',
    found: (count) =>
      inFrench(count, {
        one: `Trouvé dans ${count} entrée, la plus récente d’abord.`,
        other: `Trouvé dans ${count} entrées, les plus récentes d’abord.`,
      }),
    foundMore: 'Ce sont les plus récentes\u00a0; un mot de plus précise la recherche.',
    foundNone: 'Rien de public ne dit cela. Moins de mots, ou des mots plus courts, trouvent davantage.',
    askFirst: 'Saisissez un ou deux mots, ou choisissez un composant.',
    tooMany: 'Votre réseau a fait beaucoup de recherches. Veuillez réessayer dans une minute.',
    historyOf: (name) => `Historique\u00a0: ${name}`,
    everything: 'Tout',
    entries: (count) => inFrench(count, { one: `${count} entrée`, other: `${count} entrées` }),
    years: 'Années',
  },
  es: {
    component: 'Componente',
    group: 'Grupo',
    describe: (name) => `Si ${name} funciona ahora mismo, cómo ha ido durante el último año y qué ha ocurrido.`,
    partOf: 'Forma parte de <a>{group}</a>.',
    lastDays: 'Los últimos 90 días',
    byMonth: 'El último año, mes a mes',
    month: 'Mes',
    days: 'Días',
    byMonthNote: 'Una fila es un mes, una marca un día. Cada día con algo que decir figura en la tabla de abajo.',
    yearCaption: 'Días del último año con algo que decir',
    quietYear: 'Ningún día del último año tiene algo que decir.',
    reported: 'Incidentes y mantenimientos',
    noneReported: 'No se comunicó nada durante el último año.',
    allReported: 'Todo lo que se ha comunicado',
    mailAbout: (name) => `Recibir un correo cuando le ocurra algo a ${name}`,
    feedsOfIt:
      '<a>Atom</a>, <a>RSS</a> y <a>JSON Feed</a> solo de este componente, y sus mantenimientos como <a>calendario</a>.',
    noFigures: 'No se llevan cifras sobre él.',
    addedLater: '(añadido después)',
    uptime: 'Disponibilidad',
    uptimeHead: 'Qué parte del tiempo funcionó',
    uptimeDeck:
      'Cada cifra se deduce de los estados que registramos, con una sola fórmula. Puede comprobarla con los días y los incidentes que hay detrás.',
    ninety: 'Disponible en los últimos 90 días',
    known: 'Tiempo conocido',
    formula: 'La fórmula',
    up: 'disponible',
    legend: {
      M: 'tiempo de interrupción para todos (interrupción grave)',
      P: 'tiempo de interrupción para algunos (interrupción parcial), que cuenta 0,3',
      W: 'tiempo en mantenimiento previsto: solo cuenta como interrupción en la segunda cifra',
      K: 'todo el tiempo del que se conoce el estado',
    },
    withMaintenance: 'La segunda cifra',
    exampleTitle: 'Por ejemplo',
    example: ({ name, major, partial, known, up }) =>
      `${name}: ${major} de interrupción grave y ${partial} de interrupción parcial en ${known} de tiempo conocido: ${up}.`,
    changedTitle: 'Historial modificado',
    changedNone: 'Ningún estado registrado del último año se modificó después.',
    changedNote: 'Estados que se registraron y luego se corrigieron. Las cifras usan lo que se dice ahora.',
    changedOn: (day) => `Modificado el ${day}`,
    was: 'antes',
    isNow: 'ahora',
    noLonger: 'ya no cuenta',
    find: 'Buscar en el historial',
    findWhat: 'Palabras',
    anyComponent: 'Todos los componentes',
    impact: 'Impacto',
    anyImpact: 'Cualquier impacto',
    search: 'Buscar',
    searchNote:
      'Busca en nombres, actualizaciones e informes. Las palabras pueden acortarse; «entre comillas» significa seguidas.',
    found: (count) =>
      inSpanish(count, {
        one: 'Encontrado en 1 entrada, lo más reciente primero.',
        other: `Encontrado en ${count} entradas, lo más reciente primero.`,
      }),
    foundMore: 'Son las más recientes; otra palabra acota la búsqueda.',
    foundNone: 'Nada público dice eso. Con menos palabras, o más cortas, se encuentra más.',
    askFirst: 'Escriba una o dos palabras, o elija un componente.',
    tooMany: 'Desde su red se han hecho muchas búsquedas. Vuelva a intentarlo dentro de un minuto.',
    historyOf: (name) => `Historial: ${name}`,
    everything: 'Todo',
    entries: (count) => inSpanish(count, { one: '1 entrada', other: `${count} entradas` }),
    years: 'Años',
  },
  ja: {
    component: 'コンポーネント',
    group: 'グループ',
    describe: (name) => `${name}が現在動作しているか、過去1年の状況、発生した事象をお伝えします。`,
    partOf: '<a>{group}</a>に属しています。',
    lastDays: '過去90日間',
    byMonth: '過去1年の月別の状況',
    month: '月',
    days: '日',
    byMonthNote: '1行が1か月、1本が1日です。お知らせのある日はすべて下の表にあります。',
    yearCaption: '過去1年のうち、お知らせのある日',
    quietYear: '過去1年に、お知らせのある日はありません。',
    reported: 'インシデントとメンテナンス',
    noneReported: '過去1年に報告はありません。',
    allReported: 'これまでのすべての報告',
    mailAbout: (name) => `${name}に影響があるときにメールを受け取る`,
    feedsOfIt:
      'このコンポーネントだけの<a>Atom</a>、<a>RSS</a>、<a>JSON Feed</a>、およびメンテナンスの<a>カレンダー</a>。',
    noFigures: '数値は記録していません。',
    addedLater: '（後日追加）',
    uptime: '稼働率',
    uptimeHead: '動作していた時間の割合',
    uptimeDeck:
      'すべての数値は、記録した状態から一つの式で計算しています。根拠となる日とインシデントで確かめることができます。',
    ninety: '過去90日間の稼働率',
    known: '状態が分かっている時間',
    formula: '計算式',
    up: '稼働率',
    legend: {
      M: '全員が利用できなかった時間（重大な障害）',
      P: '一部の方が利用できなかった時間（部分的な障害）。0.3として数えます',
      W: '計画メンテナンスの時間。二つ目の数値でのみ停止として数えます',
      K: '状態が分かっているすべての時間',
    },
    withMaintenance: '二つ目の数値',
    exampleTitle: '例',
    example: ({ name, major, partial, known, up }) =>
      `${name}：状態が分かっている${known}のうち、重大な障害が${major}、部分的な障害が${partial}で、${up}となります。`,
    changedTitle: '変更された履歴',
    changedNone: '過去1年に記録した状態で、後から変更されたものはありません。',
    changedNote: '記録した後に訂正した状態です。数値は現在の内容に基づいています。',
    changedOn: (day) => `${day}に変更`,
    was: '変更前',
    isNow: '現在',
    noLonger: '数えません',
    find: '履歴を検索する',
    findWhat: '言葉',
    anyComponent: 'すべてのコンポーネント',
    impact: '影響',
    anyImpact: 'すべての影響',
    search: '検索',
    searchNote:
      '名称、更新、報告書を検索します。語の途中まででも検索できます。引用符で囲むと、その並びのまま検索します。',
    found: (count) => `${count}件見つかりました（新しい順）。`,
    foundMore: '新しいものだけを表示しています。語を加えると絞り込めます。',
    foundNone: '該当する公開情報はありません。語を減らすか短くすると、見つかりやすくなります。',
    askFirst: '語を入力するか、コンポーネントを選んでください。',
    tooMany: 'お使いのネットワークから多数の検索がありました。1分ほど待ってからお試しください。',
    historyOf: (name) => `履歴：${name}`,
    everything: 'すべて',
    entries: (count) => `${count}件`,
    years: '年',
  },
}
