import type { Language } from '../../../db/vocabulary.ts'

/** What stands around every public page, and the pages that stand in for one. */
export type FrameWords = {
  skip: string
  /** Behind the page's name: "Harbour Status". */
  status: string
  demo: string
  /** "{}" stands for the time of the last good look. */
  asOf: string
  getUpdates: string
  back: string
  feedOfIncidents: (page: string) => string
  feedOfUpdates: (page: string) => string
  calendar: (page: string) => string
  theme: string
  themes: { auto: string; light: string; dark: string }
  times: string
  yours: string
  ways: string
  history: string
  reports: string
  zone: (name: string, word: string) => string
  timesAre: (zone: string) => string
  help: string
  madeWith: string
  languages: string
  /** In a quiet line, to a reader who would rather have this language. */
  offer: string
  dismiss: string
  rightNow: string
  /** Read by the script. */
  live: {
    updates: string
    lost: string
    paused: string
    pause: string
    resume: string
    /** The page may be out of date; with the time of what it shows, and without. */
    asOf: string
    unsure: string
    yourTime: string
  }
  notFound: { title: string; description: string; dateline: string; headline: string; deck: string }
  broken: { title: string; description: string; dateline: string; headline: string; deck: string; unknown: string }
}

export const frame: Record<Language, FrameWords> = {
  en: {
    skip: 'Skip to the content',
    status: 'Status',
    demo: 'A demonstration with an invented shop: <a>sign in</a>, post an update, read the mail that it sends.',
    asOf: 'We cannot reach our own records right now. What was posted since may be missing here; this is how things stood on {}',
    getUpdates: 'Get updates',
    back: 'Back to the status page',
    feedOfIncidents: (page) => `${page}: incidents`,
    feedOfUpdates: (page) => `${page}: every update`,
    calendar: (page) => `${page}: maintenance`,
    theme: 'Theme',
    themes: { auto: 'Automatic', light: 'Light', dark: 'Dark' },
    times: 'Times',
    yours: 'Yours',
    ways: 'This site',
    history: 'History',
    reports: 'Reports',
    zone: (name, word) => `${name} (${word})`,
    timesAre: (zone) => `Times on this page are ${zone}.`,
    help: 'Ask for help',
    madeWith: 'Made with Candor',
    languages: 'Language',
    offer: 'This page in English',
    dismiss: 'No, thanks',
    rightNow: 'Right now',
    live: {
      updates: 'Updates itself',
      lost: 'Connection lost at {}, trying again',
      paused: 'Paused at {}',
      pause: 'Pause',
      resume: 'Resume',
      asOf: 'This page may be out of date: it shows how things stood at {}',
      unsure: 'This page may be out of date: our server does not answer',
      yourTime: 'your time',
    },
    notFound: {
      title: 'Nothing here',
      description: 'This page does not exist.',
      dateline: 'Not found',
      headline: 'There is nothing at this address.',
      deck: 'The link may be old or cut short. <a>Every incident that we reported</a> is in the history.',
    },
    broken: {
      title: 'Something went wrong',
      description: 'This page could not be shown.',
      dateline: 'Our own trouble',
      headline: 'This page could not be shown.',
      deck: 'The fault is ours and has been noted. Please try again in a minute.',
      unknown: 'How the service itself stands cannot be told from here right now.',
    },
  },
  de: {
    skip: 'Zum Inhalt springen',
    status: 'Status',
    demo: 'Eine Vorführung mit einem erfundenen Shop: <a>Melden Sie sich an</a>, schreiben Sie eine Meldung und lesen Sie die E-Mail, die daraus wird.',
    asOf: 'Wir erreichen unsere eigenen Aufzeichnungen gerade nicht. Was seither gemeldet wurde, fehlt hier womöglich; so war der Stand am {}',
    getUpdates: 'Benachrichtigt werden',
    back: 'Zurück zur Statusseite',
    feedOfIncidents: (page) => `${page}: Vorfälle`,
    feedOfUpdates: (page) => `${page}: jede Meldung`,
    calendar: (page) => `${page}: Wartungen`,
    theme: 'Darstellung',
    themes: { auto: 'Automatisch', light: 'Hell', dark: 'Dunkel' },
    times: 'Zeiten',
    yours: 'Ihre',
    ways: 'Auf dieser Website',
    history: 'Verlauf',
    reports: 'Berichte',
    zone: (name, word) => `${name} (${word})`,
    timesAre: (zone) => `Zeitangaben auf dieser Seite: ${zone}.`,
    help: 'Hilfe erhalten',
    madeWith: 'Erstellt mit Candor',
    languages: 'Sprache',
    offer: 'Diese Seite auf Deutsch',
    dismiss: 'Nein, danke',
    rightNow: 'Stand jetzt',
    live: {
      updates: 'Aktualisiert sich selbst',
      lost: 'Verbindung um {} verloren, neuer Versuch läuft',
      paused: 'Angehalten um {}',
      pause: 'Anhalten',
      resume: 'Fortsetzen',
      asOf: 'Diese Seite ist möglicherweise veraltet: Sie zeigt den Stand von {}',
      unsure: 'Diese Seite ist möglicherweise veraltet: Unser Server antwortet nicht',
      yourTime: 'Ihre Zeit',
    },
    notFound: {
      title: 'Hier ist nichts',
      description: 'Diese Seite gibt es nicht.',
      dateline: 'Nicht gefunden',
      headline: 'Unter dieser Adresse gibt es nichts.',
      deck: 'Der Link ist vielleicht alt oder abgeschnitten. <a>Alle Vorfälle, über die wir berichtet haben</a>, stehen im Verlauf.',
    },
    broken: {
      title: 'Etwas ist schiefgegangen',
      description: 'Diese Seite konnte nicht angezeigt werden.',
      dateline: 'Ein Fehler bei uns',
      headline: 'Diese Seite konnte nicht angezeigt werden.',
      deck: 'Der Fehler liegt bei uns und wurde festgehalten. Bitte versuchen Sie es in einer Minute noch einmal.',
      unknown: 'Wie es um den Dienst selbst steht, lässt sich von hier aus gerade nicht sagen.',
    },
  },
  fr: {
    skip: 'Aller au contenu',
    status: 'État des services',
    demo: 'Une démonstration avec une boutique inventée : <a>connectez-vous</a>, publiez une mise à jour, puis lisez le message qui en résulte.',
    asOf: 'Nous n’avons pas accès à nos propres données en ce moment. Ce qui a été publié depuis peut manquer ici ; voici la situation au {}',
    getUpdates: 'Être prévenu',
    back: 'Retour à la page d’état',
    feedOfIncidents: (page) => `${page} : incidents`,
    feedOfUpdates: (page) => `${page} : toutes les mises à jour`,
    calendar: (page) => `${page} : maintenances`,
    theme: 'Apparence',
    themes: { auto: 'Automatique', light: 'Claire', dark: 'Sombre' },
    times: 'Heures',
    yours: 'Les vôtres',
    ways: 'Sur ce site',
    history: 'Historique',
    reports: 'Comptes rendus',
    zone: (name, word) => `${name} (${word})`,
    timesAre: (zone) => `Heures indiquées sur cette page : ${zone}.`,
    help: 'Demander de l’aide',
    madeWith: 'Réalisé avec Candor',
    languages: 'Langue',
    offer: 'Cette page en français',
    dismiss: 'Non, merci',
    rightNow: 'En ce moment',
    live: {
      updates: 'Mise à jour automatique',
      lost: 'Connexion perdue à {}, nouvelle tentative en cours',
      paused: 'En pause depuis {}',
      pause: 'Suspendre',
      resume: 'Reprendre',
      asOf: 'Cette page n’est peut-être plus à jour : elle montre la situation à {}',
      unsure: 'Cette page n’est peut-être plus à jour : notre serveur ne répond pas',
      yourTime: 'votre heure',
    },
    notFound: {
      title: 'Rien ici',
      description: 'Cette page n’existe pas.',
      dateline: 'Introuvable',
      headline: 'Il n’y a rien à cette adresse.',
      deck: 'Le lien est peut-être ancien ou incomplet. <a>Tous les incidents que nous avons signalés</a> figurent dans l’historique.',
    },
    broken: {
      title: 'Une erreur s’est produite',
      description: 'Cette page n’a pas pu être affichée.',
      dateline: 'Une erreur de notre côté',
      headline: 'Cette page n’a pas pu être affichée.',
      deck: 'L’erreur vient de nous et a été consignée. Veuillez réessayer dans une minute.',
      unknown: 'Nous ne pouvons pas dire d’ici, pour le moment, dans quel état se trouve le service lui-même.',
    },
  },
  es: {
    skip: 'Ir al contenido',
    status: 'Estado',
    demo: 'Una demostración con una tienda inventada: <a>inicie sesión</a>, publique una actualización y lea el correo que se envía.',
    asOf: 'En este momento no podemos acceder a nuestros propios registros. Puede faltar lo publicado desde entonces; así estaban las cosas el {}',
    getUpdates: 'Recibir avisos',
    back: 'Volver a la página de estado',
    feedOfIncidents: (page) => `${page}: incidentes`,
    feedOfUpdates: (page) => `${page}: todas las actualizaciones`,
    calendar: (page) => `${page}: mantenimientos`,
    theme: 'Apariencia',
    themes: { auto: 'Automática', light: 'Clara', dark: 'Oscura' },
    times: 'Horas',
    yours: 'Las suyas',
    ways: 'En este sitio',
    history: 'Historial',
    reports: 'Informes',
    zone: (name, word) => `${name} (${word})`,
    timesAre: (zone) => `Las horas de esta página corresponden a: ${zone}.`,
    help: 'Pedir ayuda',
    madeWith: 'Hecho con Candor',
    languages: 'Idioma',
    offer: 'Esta página en español',
    dismiss: 'No, gracias',
    rightNow: 'Ahora mismo',
    live: {
      updates: 'Se actualiza sola',
      lost: 'Conexión perdida a las {}, reintentando',
      paused: 'En pausa desde las {}',
      pause: 'Pausar',
      resume: 'Reanudar',
      asOf: 'Es posible que esta página no esté al día: muestra la situación a las {}',
      unsure: 'Es posible que esta página no esté al día: nuestro servidor no responde',
      yourTime: 'su hora',
    },
    notFound: {
      title: 'Aquí no hay nada',
      description: 'Esta página no existe.',
      dateline: 'No encontrada',
      headline: 'No hay nada en esta dirección.',
      deck: 'Puede que el enlace sea antiguo o esté incompleto. <a>Todos los incidentes que hemos comunicado</a> están en el historial.',
    },
    broken: {
      title: 'Algo ha fallado',
      description: 'No se ha podido mostrar esta página.',
      dateline: 'Un fallo nuestro',
      headline: 'No se ha podido mostrar esta página.',
      deck: 'El fallo es nuestro y ha quedado registrado. Vuelva a intentarlo dentro de un minuto.',
      unknown: 'Desde aquí no podemos decir en este momento cómo está el propio servicio.',
    },
  },
  ja: {
    skip: '本文へ移動',
    status: 'ステータス',
    demo: '架空の店舗によるデモです。<a>ログイン</a>してお知らせを投稿し、送信されるメールをご覧ください。',
    asOf: '現在、当サイトの記録に接続できません。その後のお知らせは表示されていない可能性があります。次の時点の状況です：{}',
    getUpdates: '通知を受け取る',
    back: 'ステータスページに戻る',
    feedOfIncidents: (page) => `${page}：障害情報`,
    feedOfUpdates: (page) => `${page}：すべてのお知らせ`,
    calendar: (page) => `${page}：メンテナンス`,
    theme: '表示',
    themes: { auto: '自動', light: 'ライト', dark: 'ダーク' },
    times: '時刻',
    yours: 'お使いの地域',
    ways: 'サイト内',
    history: '履歴',
    reports: '報告書',
    zone: (name, word) => `${name}（${word}）`,
    timesAre: (zone) => `このページの時刻は${zone}です。`,
    help: 'お問い合わせ',
    madeWith: 'Candor で作成',
    languages: '言語',
    offer: 'このページを日本語で見る',
    dismiss: '閉じる',
    rightNow: '現在の状況',
    live: {
      updates: '自動で更新されます',
      lost: '{} に接続が切れました。再接続しています',
      paused: '{} に一時停止',
      pause: '一時停止',
      resume: '再開',
      asOf: 'このページの情報は古い可能性があります：{} 時点の状況を表示しています',
      unsure: 'このページの情報は古い可能性があります：サーバーが応答していません',
      yourTime: 'お使いの地域の時刻',
    },
    notFound: {
      title: 'ページがありません',
      description: 'このページは存在しません。',
      dateline: '見つかりません',
      headline: 'このアドレスにはページがありません。',
      deck: 'リンクが古いか、途中で切れている可能性があります。<a>これまでにお知らせしたすべての障害</a>は履歴にあります。',
    },
    broken: {
      title: 'エラーが発生しました',
      description: 'このページを表示できませんでした。',
      dateline: '当サイトのエラー',
      headline: 'このページを表示できませんでした。',
      deck: '当サイトの不具合で、記録されています。1分ほどしてからもう一度お試しください。',
      unknown: 'サービス自体の状況は、現在ここからは確認できません。',
    },
  },
}
