import type { Language } from '../../../db/vocabulary.ts'

/** The ways to follow, at the foot of the home page. */
export type FollowWords = {
  follow: string
  feeds: string
  feedsText: string
  calendar: string
  calendarText: string
  elsewhere: string
  elsewhereText: string
  programs: string
  programsText: string
  webhooks: string
  getEmail: string
  emailMe: string
  someOnly: string
  nothingMeansAll: string
  note: string
  moreChoices: string
}

export const follow: Record<Language, FollowWords> = {
  en: {
    follow: 'Follow',
    feeds: 'Feeds',
    feedsText: '<a>Atom</a> has one entry per incident, <a>RSS</a> and <a>JSON Feed</a> one item per update.',
    calendar: 'Calendar',
    calendarText: '<a>Planned maintenance</a>, to subscribe to in your own calendar.',
    elsewhere: 'On your own page',
    elsewhereText:
      'Our state as one line, and as a <a>badge</a>; data-show="trouble" shows it only when something is wrong. Copy:',
    programs: 'Programs',
    programsText: '<a>Summary</a> and <a>status</a> as JSON, open to any origin.',
    webhooks: '<a>Webhooks</a>, also for Slack, Teams, Discord and Google Chat.',
    getEmail: 'Get an email when something breaks, and when it works again',
    emailMe: 'Email me',
    someOnly: 'Only about some components',
    nothingMeansAll: 'Nothing chosen means everything, also what is added later.',
    note: 'You confirm the address once. Every mail has a link that ends it with one click.',
    moreChoices: 'More choices, or change what you get',
  },
  de: {
    follow: 'Auf dem Laufenden bleiben',
    feeds: 'Feeds',
    feedsText: '<a>Atom</a> hat einen Eintrag je Vorfall, <a>RSS</a> und <a>JSON Feed</a> einen je Meldung.',
    calendar: 'Kalender',
    calendarText: '<a>Geplante Wartungen</a>, zum Abonnieren im eigenen Kalender.',
    elsewhere: 'Auf Ihrer Seite',
    elsewhereText:
      'Unser Zustand als eine Zeile und als <a>Plakette</a>; mit data-show="trouble" nur, wenn etwas nicht stimmt. Zum Kopieren:',
    programs: 'Programme',
    programsText: '<a>Zusammenfassung</a> und <a>Status</a> als JSON, von jeder Website aus abrufbar.',
    webhooks: '<a>Webhooks</a>, auch für Slack, Teams, Discord und Google Chat.',
    getEmail: 'Eine E-Mail erhalten, wenn etwas ausfällt und wenn es wieder funktioniert',
    emailMe: 'E-Mails erhalten',
    someOnly: 'Nur zu einzelnen Komponenten',
    nothingMeansAll: 'Ohne Auswahl erfahren Sie alles, auch was später hinzukommt.',
    note: 'Sie bestätigen die Adresse einmal. Jede E-Mail enthält einen Link, mit dem Sie sich sofort abmelden.',
    moreChoices: 'Mehr auswählen oder ein Abonnement ändern',
  },
  fr: {
    follow: 'Rester informé',
    feeds: 'Flux',
    feedsText: '<a>Atom</a> contient une entrée par incident, <a>RSS</a> et <a>JSON Feed</a> une par mise à jour.',
    calendar: 'Calendrier',
    calendarText: 'Les <a>maintenances prévues</a>, à suivre dans votre propre calendrier.',
    elsewhere: 'Sur votre page',
    elsewhereText:
      'Notre état en une ligne, ou en <a>badge</a> ; avec data-show="trouble", seulement en cas de problème. À copier :',
    programs: 'Programmes',
    programsText: '<a>Résumé</a> et <a>état</a> au format JSON, accessibles depuis tout site.',
    webhooks: '<a>Webhooks</a>, y compris pour Slack, Teams, Discord et Google Chat.',
    getEmail: 'Recevoir un e-mail quand quelque chose tombe en panne, et quand cela fonctionne de nouveau',
    emailMe: 'M’écrire',
    someOnly: 'Seulement pour certains composants',
    nothingMeansAll: 'Sans sélection, vous recevez tout, y compris ce qui sera ajouté plus tard.',
    note: 'Vous confirmez l’adresse une seule fois. Chaque message contient un lien pour se désabonner en un clic.',
    moreChoices: 'Plus de choix, ou modifier ce que vous recevez',
  },
  es: {
    follow: 'Mantenerse al corriente',
    feeds: 'Canales',
    feedsText: '<a>Atom</a> tiene una entrada por incidente; <a>RSS</a> y <a>JSON Feed</a>, una por actualización.',
    calendar: 'Calendario',
    calendarText: 'Los <a>mantenimientos previstos</a>, para suscribirse desde su propio calendario.',
    elsewhere: 'En su página',
    elsewhereText:
      'Nuestro estado en una línea o como <a>distintivo</a>; con data-show="trouble", solo cuando algo falla. Para copiar:',
    programs: 'Programas',
    programsText: '<a>Resumen</a> y <a>estado</a> en JSON, accesibles desde cualquier sitio.',
    webhooks: '<a>Webhooks</a>, también para Slack, Teams, Discord y Google Chat.',
    getEmail: 'Reciba un correo cuando algo falle y cuando vuelva a funcionar',
    emailMe: 'Escribirme',
    someOnly: 'Solo sobre algunos componentes',
    nothingMeansAll: 'Si no elige nada, recibirá todo, también lo que se añada más adelante.',
    note: 'La dirección se confirma una sola vez. Cada correo lleva un enlace para darse de baja con un clic.',
    moreChoices: 'Más opciones, o cambiar lo que recibe',
  },
  ja: {
    follow: '通知を受け取る',
    feeds: 'フィード',
    feedsText: '<a>Atom</a> は障害ごとに1件、<a>RSS</a> と <a>JSON Feed</a> はお知らせごとに1件です。',
    calendar: 'カレンダー',
    calendarText: '<a>計画メンテナンス</a>の予定を、お使いのカレンダーに登録できます。',
    elsewhere: 'ご自身のページに',
    elsewhereText:
      '状態を一行で、または<a>バッジ</a>で表示します。data-show="trouble" を付けると、問題があるときだけ表示します。コピー用:',
    programs: 'プログラム向け',
    programsText: '<a>概要</a>と<a>ステータス</a>を JSON で、どのサイトからでも利用できます。',
    webhooks: '<a>Webhook</a> は Slack、Teams、Discord、Google Chat にも対応しています。',
    getEmail: '障害の発生時と復旧時にメールを受け取る',
    emailMe: 'メールを受け取る',
    someOnly: '一部のコンポーネントのみ',
    nothingMeansAll: '選択しない場合は、今後追加されるものも含めてすべて届きます。',
    note: 'アドレスの確認は一度だけです。配信の停止は、各メールのリンクから1クリックでできます。',
    moreChoices: 'その他の設定、受け取る内容の変更',
  },
}
