import type { Floor, Hearing, Language } from '../../../db/vocabulary.ts'
import { pluralIn } from '../../../emails/plural.ts'

type Named = { name: string; note: string }

/** What can be followed, and how much of it: chosen in forms, and said in sentences. */
export type SubscribingWords = {
  kinds: Record<Hearing, Named>
  /** The same within a sentence. */
  kindsWithin: Record<Hearing, string>
  floors: Record<Floor, Named>
  floorsWithin: Record<Floor, string>
  everything: string
  allOf: (group: string) => string
  components: (count: number) => string
  incident: (name: string) => string
  reportOn: (name: string) => string
  inLanguage: (language: string) => string
  aboutNews: (news: string, floor: string) => string

  aboutWhat: string
  alsoLater: string
  onlyTicked: string
  groupsOrSingle: string
  nothingElse: string
  inNoGroup: string
  theComponents: string
  alsoAddedToIt: string
  whichNews: string
  howMuch: string
  languageOfMails: string
  languageOfMessages: string
  languageNote: string

  mail: string
  hearFrom: (page: string) => string
  byMail: string
  yourAddress: string
  choose: string
  emailAboutThis: string
  note: string
  keepOurWord: string
  keepOurWordNote: string
  emailThese: string
  byWebhook: string
  byWebhookText: string
  followAlready: string
  followAlreadyNote: string
  addressWeWriteTo: string
  mailLink: string

  /** The page on which a webhook or a chat is given. What is sent to programs is told in English there, like the API. */
  endpoint: {
    dateline: string
    hearFrom: (page: string) => string
    whereTo: string
    whatItIs: string
    itsAddress: string
    yourMail: string
    mailLink: string
    note: string
  }
  lookNow: string
  askedDeck: string
  askedNote: string
  linkedDeck: string
  linkedNote: string
}

const [en, de, fr, es] = (['en', 'de', 'fr', 'es'] as const).map(pluralIn) as [Plural, Plural, Plural, Plural]
type Plural = ReturnType<typeof pluralIn>

export const subscribing: Record<Language, SubscribingWords> = {
  en: {
    kinds: {
      incidents: { name: 'Incidents', note: 'when something breaks, and when it works again' },
      maintenance: { name: 'Planned maintenance', note: 'before it begins, and when it is over' },
      postmortems: { name: 'Reports', note: 'after an incident: what happened, and what we change' },
      promises: { name: 'Missed promises', note: 'when we did not write by the time that we had named' },
    },
    kindsWithin: {
      incidents: 'incidents',
      maintenance: 'planned maintenance',
      postmortems: 'reports',
      promises: 'missed promises',
    },
    floors: {
      all: { name: 'Every update', note: '' },
      new_and_resolved: { name: 'Only the beginning and the end', note: 'no updates in between' },
      major: {
        name: 'Only what is major',
        note: 'outages and the reports on them; nothing smaller, and no maintenance',
      },
    },
    floorsWithin: {
      all: 'every update',
      new_and_resolved: 'only the beginning and the end',
      major: 'only what is major',
    },
    everything: 'everything',
    allOf: (group) => `all of ${group}`,
    components: (count) => en(count, { one: `${count} component`, other: `${count} components` }),
    incident: (name) => `“${name}”`,
    reportOn: (name) => `the report on “${name}”`,
    inLanguage: (language) => `in ${language}`,
    aboutNews: (news, floor) => `about ${news}: ${floor}`,
    aboutWhat: 'About what',
    alsoLater: 'also what is added to this page later',
    onlyTicked: 'Only what I tick',
    groupsOrSingle: 'whole groups with what is added to them later, or single components',
    nothingElse: 'and nothing else',
    inNoGroup: 'In no group',
    theComponents: 'Components',
    alsoAddedToIt: 'also what is added to it later',
    whichNews: 'Which news',
    howMuch: 'How much of it',
    languageOfMails: 'Language of the mails',
    languageOfMessages: 'Language of the messages',
    languageNote: 'What we write about an incident stays in the language that we wrote it in, unless we translated it.',
    mail: 'Mail',
    hearFrom: (page) => `Hear from ${page} when it matters.`,
    byMail: 'By mail',
    yourAddress: 'Your address',
    choose: 'Choose what, and in which language',
    emailAboutThis: 'Email me about this',
    note: 'You confirm the address once. Every mail has a link that ends it with one click, and one to change what you get.',
    keepOurWord: 'Only how we keep our word',
    keepOurWordNote:
      'The reports after incidents, and every promise of ours that we missed. Nothing else: for those who answer for a service rather than run it.',
    emailThese: 'Email me these',
    byWebhook: 'By webhook, or into a chat',
    byWebhookText:
      'Slack, Microsoft Teams, Discord, Google Chat, or a program of yours: <a>tell us where to send it</a>.',
    followAlready: 'You follow us already',
    followAlreadyNote: 'To change what you get, to pause or to leave, have the link to your own page mailed to you.',
    addressWeWriteTo: 'The address that we write to',
    mailLink: 'Mail me the link',
    endpoint: {
      dateline: 'Webhooks and chats',
      hearFrom: (page) => `Let a program, or a chat, hear from ${page}.`,
      whereTo: 'Where to',
      whatItIs: 'What it is',
      itsAddress: 'Its address',
      yourMail: 'Your mail address',
      mailLink: 'Mail me the link to confirm it',
      note: 'Nothing is sent there before you have followed the link and confirmed. If it fails for an hour we warn you at your address; after three days we stop, and tell you.',
    },
    lookNow: 'Now look into your mailbox.',
    askedDeck:
      'If this address can be subscribed, a mail with a link is on its way. Nothing is sent to you before you have followed it and confirmed.',
    askedNote:
      'If you follow us already, it has the link to your own page instead. No mail after a few minutes? Look among the unwanted ones. You may have asked within the last day: we write to an address about this only once in 24 hours.',
    linkedDeck: 'If this address follows us, a mail with the link to its own page is on its way.',
    linkedNote:
      'No mail after a few minutes? Look among the unwanted ones. The link also stands at the foot of every mail that we send you, and we write to an address about such things only once in 24 hours.',
  },
  de: {
    kinds: {
      incidents: { name: 'Vorfälle', note: 'wenn etwas ausfällt und wenn es wieder funktioniert' },
      maintenance: { name: 'Geplante Wartungen', note: 'bevor sie beginnen und wenn sie vorbei sind' },
      postmortems: { name: 'Berichte', note: 'nach einem Vorfall: was geschehen ist und was wir ändern' },
      promises: { name: 'Verpasste Zusagen', note: 'wenn wir uns nicht bis zur genannten Zeit gemeldet haben' },
    },
    kindsWithin: {
      incidents: 'Vorfälle',
      maintenance: 'geplante Wartungen',
      postmortems: 'Berichte',
      promises: 'verpasste Zusagen',
    },
    floors: {
      all: { name: 'Jede Meldung', note: '' },
      new_and_resolved: { name: 'Nur Anfang und Ende', note: 'keine Meldungen dazwischen' },
      major: {
        name: 'Nur Schwerwiegendes',
        note: 'Ausfälle und die Berichte darüber; nichts Kleineres und keine Wartungen',
      },
    },
    floorsWithin: {
      all: 'jede Meldung',
      new_and_resolved: 'nur Anfang und Ende',
      major: 'nur Schwerwiegendes',
    },
    everything: 'alles',
    allOf: (group) => `alles aus ${group}`,
    components: (count) => de(count, { one: `${count} Komponente`, other: `${count} Komponenten` }),
    incident: (name) => `„${name}“`,
    reportOn: (name) => `den Bericht zu „${name}“`,
    inLanguage: (language) => `auf ${language}`,
    aboutNews: (news, floor) => `über ${news}: ${floor}`,
    aboutWhat: 'Worüber',
    alsoLater: 'auch was später auf dieser Seite hinzukommt',
    onlyTicked: 'Nur was ich ankreuze',
    groupsOrSingle: 'ganze Gruppen mit allem, was später dazukommt, oder einzelne Komponenten',
    nothingElse: 'und nichts anderes',
    inNoGroup: 'In keiner Gruppe',
    theComponents: 'Komponenten',
    alsoAddedToIt: 'auch was später dazukommt',
    whichNews: 'Welche Nachrichten',
    howMuch: 'Wie viel davon',
    languageOfMails: 'Sprache der E-Mails',
    languageOfMessages: 'Sprache der Nachrichten',
    languageNote:
      'Was wir über einen Vorfall schreiben, bleibt in der Sprache, in der wir es geschrieben haben, außer wenn wir es übersetzt haben.',
    mail: 'E-Mail',
    hearFrom: (page) => `Von ${page} hören, wenn es darauf ankommt.`,
    byMail: 'Per E-Mail',
    yourAddress: 'Ihre Adresse',
    choose: 'Auswählen, was und in welcher Sprache',
    emailAboutThis: 'E-Mails hierüber erhalten',
    note: 'Sie bestätigen die Adresse einmal. Jede E-Mail enthält einen Link, mit dem Sie sich sofort abmelden, und einen, mit dem Sie Ihre Auswahl ändern.',
    keepOurWord: 'Nur, ob wir Wort halten',
    keepOurWordNote:
      'Die Berichte nach Vorfällen und jede Zusage, die wir verpasst haben. Sonst nichts: für alle, die einen Dienst verantworten und nicht selbst betreiben.',
    emailThese: 'Diese E-Mails erhalten',
    byWebhook: 'Per Webhook oder in einen Chat',
    byWebhookText:
      'Slack, Microsoft Teams, Discord, Google Chat oder ein eigenes Programm: <a>Sagen Sie uns, wohin</a>.',
    followAlready: 'Sie folgen uns schon',
    followAlreadyNote:
      'Um Ihre Auswahl zu ändern, eine Pause einzulegen oder sich abzumelden, lassen Sie sich den Link zu Ihrer eigenen Seite senden.',
    addressWeWriteTo: 'Die Adresse, an die wir schreiben',
    mailLink: 'Link zusenden',
    endpoint: {
      dateline: 'Webhooks und Chats',
      hearFrom: (page) => `Ein Programm oder einen Chat von ${page} hören lassen.`,
      whereTo: 'Wohin',
      whatItIs: 'Was es ist',
      itsAddress: 'Adresse des Ziels',
      yourMail: 'Ihre E-Mail-Adresse',
      mailLink: 'Link zur Bestätigung zusenden',
      note: 'Bevor Sie dem Link gefolgt sind und bestätigt haben, wird nichts dorthin gesendet. Wenn das Ziel eine Stunde lang ausfällt, warnen wir Sie per E-Mail; nach drei Tagen hören wir auf und sagen Ihnen Bescheid.',
    },
    lookNow: 'Bitte sehen Sie jetzt in Ihr Postfach.',
    askedDeck:
      'Wenn diese Adresse abonniert werden kann, ist eine E-Mail mit einem Link unterwegs. Bevor Sie ihm gefolgt sind und bestätigt haben, senden wir nichts.',
    askedNote:
      'Wenn Sie uns schon folgen, enthält sie stattdessen den Link zu Ihrer eigenen Seite. Nach einigen Minuten noch keine E-Mail? Sehen Sie bei den unerwünschten nach. Vielleicht haben Sie im Lauf des letzten Tages schon gefragt: Hierzu schreiben wir einer Adresse nur einmal in 24 Stunden.',
    linkedDeck: 'Wenn diese Adresse uns folgt, ist eine E-Mail mit dem Link zu ihrer eigenen Seite unterwegs.',
    linkedNote:
      'Nach einigen Minuten noch keine E-Mail? Sehen Sie bei den unerwünschten nach. Der Link steht auch am Ende jeder E-Mail von uns, und zu solchen Dingen schreiben wir einer Adresse nur einmal in 24 Stunden.',
  },
  fr: {
    kinds: {
      incidents: { name: 'Incidents', note: 'quand quelque chose tombe en panne, et quand cela fonctionne de nouveau' },
      maintenance: { name: 'Maintenances prévues', note: 'avant leur début, et quand elles sont terminées' },
      postmortems: { name: 'Comptes rendus', note: 'après un incident : ce qui s’est passé, et ce que nous changeons' },
      promises: { name: 'Promesses non tenues', note: 'quand nous n’avons pas écrit avant l’heure annoncée' },
    },
    kindsWithin: {
      incidents: 'les incidents',
      maintenance: 'les maintenances prévues',
      postmortems: 'les comptes rendus',
      promises: 'les promesses non tenues',
    },
    floors: {
      all: { name: 'Chaque mise à jour', note: '' },
      new_and_resolved: { name: 'Seulement le début et la fin', note: 'aucune mise à jour entre les deux' },
      major: {
        name: 'Seulement ce qui est majeur',
        note: 'les pannes et leurs comptes rendus ; rien de moindre, et aucune maintenance',
      },
    },
    floorsWithin: {
      all: 'chaque mise à jour',
      new_and_resolved: 'seulement le début et la fin',
      major: 'seulement ce qui est majeur',
    },
    everything: 'tout',
    allOf: (group) => `tout ${group}`,
    components: (count) => fr(count, { one: `${count} composant`, other: `${count} composants` }),
    incident: (name) => `« ${name} »`,
    reportOn: (name) => `le compte rendu de « ${name} »`,
    inLanguage: (language) => `en ${language}`,
    aboutNews: (news, floor) => `sur ${news} : ${floor}`,
    aboutWhat: 'À quel sujet',
    alsoLater: 'y compris ce qui sera ajouté à cette page plus tard',
    onlyTicked: 'Seulement ce que je coche',
    groupsOrSingle: 'des groupes entiers avec ce qui y sera ajouté plus tard, ou des composants isolés',
    nothingElse: 'et rien d’autre',
    inNoGroup: 'Hors groupe',
    theComponents: 'Composants',
    alsoAddedToIt: 'y compris ce qui y sera ajouté plus tard',
    whichNews: 'Quelles nouvelles',
    howMuch: 'Avec quel détail',
    languageOfMails: 'Langue des messages',
    languageOfMessages: 'Langue des messages',
    languageNote:
      'Ce que nous écrivons à propos d’un incident reste dans la langue d’origine, sauf si nous l’avons traduit.',
    mail: 'E-mail',
    hearFrom: (page) => `Avoir des nouvelles de ${page} quand cela compte.`,
    byMail: 'Par e-mail',
    yourAddress: 'Votre adresse',
    choose: 'Choisir quoi, et dans quelle langue',
    emailAboutThis: 'M’écrire à ce sujet',
    note: 'Vous confirmez l’adresse une seule fois. Chaque message contient un lien pour se désabonner en un clic, et un autre pour modifier vos choix.',
    keepOurWord: 'Seulement si nous tenons parole',
    keepOurWordNote:
      'Les comptes rendus après les incidents, et chaque promesse que nous n’avons pas tenue. Rien d’autre : pour ceux qui répondent d’un service sans l’exploiter.',
    emailThese: 'M’envoyer ces messages',
    byWebhook: 'Par webhook, ou dans une messagerie',
    byWebhookText:
      'Slack, Microsoft Teams, Discord, Google Chat, ou votre propre programme : <a>dites-nous où l’envoyer</a>.',
    followAlready: 'Vous nous suivez déjà',
    followAlreadyNote:
      'Pour modifier vos choix, faire une pause ou vous désabonner, faites-vous envoyer le lien vers votre page personnelle.',
    addressWeWriteTo: 'L’adresse à laquelle nous écrivons',
    mailLink: 'M’envoyer le lien',
    endpoint: {
      dateline: 'Webhooks et messageries',
      hearFrom: (page) => `Informer un programme, ou une messagerie, des nouvelles de ${page}.`,
      whereTo: 'Où l’envoyer',
      whatItIs: 'De quoi il s’agit',
      itsAddress: 'Son adresse',
      yourMail: 'Votre adresse e-mail',
      mailLink: 'M’envoyer le lien de confirmation',
      note: 'Rien n’y est envoyé avant que vous ayez suivi le lien et confirmé. En cas d’échec pendant une heure, nous vous prévenons à votre adresse ; au bout de trois jours, nous arrêtons et vous le disons.',
    },
    lookNow: 'Consultez maintenant votre boîte de réception.',
    askedDeck:
      'Si cette adresse peut être abonnée, un message contenant un lien est en route. Rien ne vous est envoyé avant que vous l’ayez suivi et confirmé.',
    askedNote:
      'Si vous nous suivez déjà, il contient plutôt le lien vers votre page personnelle. Rien au bout de quelques minutes ? Regardez parmi les indésirables. Vous avez peut-être déjà fait une demande depuis hier : nous n’écrivons à ce sujet à une adresse qu’une fois par 24 heures.',
    linkedDeck: 'Si cette adresse nous suit, un message contenant le lien vers sa page personnelle est en route.',
    linkedNote:
      'Rien au bout de quelques minutes ? Regardez parmi les indésirables. Le lien figure aussi au bas de chacun de nos messages, et nous n’écrivons à ce sujet à une adresse qu’une fois par 24 heures.',
  },
  es: {
    kinds: {
      incidents: { name: 'Incidentes', note: 'cuando algo falla y cuando vuelve a funcionar' },
      maintenance: { name: 'Mantenimientos previstos', note: 'antes de que empiecen y cuando terminan' },
      postmortems: { name: 'Informes', note: 'después de un incidente: qué ocurrió y qué cambiamos' },
      promises: { name: 'Promesas incumplidas', note: 'cuando no escribimos antes de la hora anunciada' },
    },
    kindsWithin: {
      incidents: 'incidentes',
      maintenance: 'mantenimientos previstos',
      postmortems: 'informes',
      promises: 'promesas incumplidas',
    },
    floors: {
      all: { name: 'Todas las actualizaciones', note: '' },
      new_and_resolved: { name: 'Solo el principio y el final', note: 'sin actualizaciones intermedias' },
      major: {
        name: 'Solo lo grave',
        note: 'las interrupciones y sus informes; nada menor, ni mantenimientos',
      },
    },
    floorsWithin: {
      all: 'todas las actualizaciones',
      new_and_resolved: 'solo el principio y el final',
      major: 'solo lo grave',
    },
    everything: 'todo',
    allOf: (group) => `todo ${group}`,
    components: (count) => es(count, { one: `${count} componente`, other: `${count} componentes` }),
    incident: (name) => `«${name}»`,
    reportOn: (name) => `el informe sobre «${name}»`,
    inLanguage: (language) => `en ${language}`,
    aboutNews: (news, floor) => `sobre ${news}: ${floor}`,
    aboutWhat: 'Sobre qué',
    alsoLater: 'también lo que se añada a esta página más adelante',
    onlyTicked: 'Solo lo que marque',
    groupsOrSingle: 'grupos enteros con lo que se les añada más adelante, o componentes sueltos',
    nothingElse: 'y nada más',
    inNoGroup: 'Sin grupo',
    theComponents: 'Componentes',
    alsoAddedToIt: 'también lo que se le añada más adelante',
    whichNews: 'Qué noticias',
    howMuch: 'Con cuánto detalle',
    languageOfMails: 'Idioma de los correos',
    languageOfMessages: 'Idioma de los mensajes',
    languageNote:
      'Lo que escribimos sobre un incidente queda en el idioma en que lo escribimos, salvo que lo hayamos traducido.',
    mail: 'Correo',
    hearFrom: (page) => `Tenga noticias de ${page} cuando importa.`,
    byMail: 'Por correo',
    yourAddress: 'Su dirección',
    choose: 'Elegir qué, y en qué idioma',
    emailAboutThis: 'Escribirme sobre esto',
    note: 'La dirección se confirma una sola vez. Cada correo lleva un enlace para darse de baja con un clic y otro para cambiar lo que recibe.',
    keepOurWord: 'Solo si cumplimos nuestra palabra',
    keepOurWordNote:
      'Los informes tras los incidentes y cada promesa que no cumplimos. Nada más: para quienes responden de un servicio sin operarlo.',
    emailThese: 'Enviarme estos correos',
    byWebhook: 'Por webhook, o a un chat',
    byWebhookText:
      'Slack, Microsoft Teams, Discord, Google Chat, o un programa propio: <a>díganos adónde enviarlo</a>.',
    followAlready: 'Ya nos sigue',
    followAlreadyNote:
      'Para cambiar lo que recibe, hacer una pausa o darse de baja, pida que le enviemos el enlace a su propia página.',
    addressWeWriteTo: 'La dirección a la que escribimos',
    mailLink: 'Enviarme el enlace',
    endpoint: {
      dateline: 'Webhooks y chats',
      hearFrom: (page) => `Que un programa, o un chat, tenga noticias de ${page}.`,
      whereTo: 'Adónde',
      whatItIs: 'Qué es',
      itsAddress: 'Su dirección web',
      yourMail: 'Su dirección de correo',
      mailLink: 'Enviarme el enlace para confirmarlo',
      note: 'No se envía nada allí hasta que haya seguido el enlace y confirmado. Si falla durante una hora, le avisamos en su dirección; a los tres días dejamos de enviar y se lo decimos.',
    },
    lookNow: 'Mire ahora en su buzón.',
    askedDeck:
      'Si esta dirección puede suscribirse, ya va en camino un correo con un enlace. No le enviaremos nada hasta que lo haya seguido y confirmado.',
    askedNote:
      'Si ya nos sigue, contiene el enlace a su propia página. ¿Nada al cabo de unos minutos? Mire entre los no deseados. Quizá ya lo pidió en el último día: sobre esto escribimos a una dirección solo una vez cada 24 horas.',
    linkedDeck: 'Si esta dirección nos sigue, ya va en camino un correo con el enlace a su propia página.',
    linkedNote:
      '¿Nada al cabo de unos minutos? Mire entre los no deseados. El enlace está también al pie de cada correo que le enviamos, y sobre estas cosas escribimos a una dirección solo una vez cada 24 horas.',
  },
  ja: {
    kinds: {
      incidents: { name: '障害', note: '発生時と復旧時' },
      maintenance: { name: '計画メンテナンス', note: '開始前と終了時' },
      postmortems: { name: '報告書', note: '障害のあと：何が起きたか、何を改めるか' },
      promises: { name: '遅れたお知らせ', note: '予告した時刻までにお知らせできなかったとき' },
    },
    kindsWithin: {
      incidents: '障害',
      maintenance: '計画メンテナンス',
      postmortems: '報告書',
      promises: '遅れたお知らせ',
    },
    floors: {
      all: { name: 'すべてのお知らせ', note: '' },
      new_and_resolved: { name: '最初と最後のみ', note: '途中のお知らせは除く' },
      major: { name: '重大なもののみ', note: '障害とその報告書。軽微なものとメンテナンスは除く' },
    },
    floorsWithin: { all: 'すべてのお知らせ', new_and_resolved: '最初と最後のみ', major: '重大なもののみ' },
    everything: 'すべて',
    allOf: (group) => `${group} のすべて`,
    components: (count) => `${count}個のコンポーネント`,
    incident: (name) => `「${name}」`,
    reportOn: (name) => `「${name}」の報告書`,
    inLanguage: (language) => `${language}で`,
    aboutNews: (news, floor) => `${news}（${floor}）`,
    aboutWhat: '対象',
    alsoLater: '今後このページに追加されるものも含む',
    onlyTicked: '選択したもののみ',
    groupsOrSingle: '今後追加されるものを含むグループ全体、または個別のコンポーネント',
    nothingElse: 'それ以外は除く',
    inNoGroup: 'グループなし',
    theComponents: 'コンポーネント',
    alsoAddedToIt: '今後追加されるものも含む',
    whichNews: '通知の種類',
    howMuch: '通知の範囲',
    languageOfMails: 'メールの言語',
    languageOfMessages: 'メッセージの言語',
    languageNote: '障害についての文面は、翻訳がある場合を除き、書かれた言語のままお届けします。',
    mail: 'メール',
    hearFrom: (page) => `${page} からのお知らせを受け取る`,
    byMail: 'メールで',
    yourAddress: 'メールアドレス',
    choose: '内容と言語を選ぶ',
    emailAboutThis: 'この内容でメールを受け取る',
    note: 'アドレスの確認は一度だけです。各メールには、1クリックで配信を停止するリンクと、内容を変更するリンクがあります。',
    keepOurWord: '約束を守っているかだけを知る',
    keepOurWordNote:
      '障害後の報告書と、予告した時刻に間に合わなかったお知らせだけをお送りします。サービスを運用する方ではなく、責任を負う方に向けたものです。',
    emailThese: 'これらのメールを受け取る',
    byWebhook: 'Webhook やチャットで',
    byWebhookText: 'Slack、Microsoft Teams、Discord、Google Chat、またはご自身のプログラムへ：<a>送信先を登録する</a>',
    followAlready: 'すでに登録している方',
    followAlreadyNote:
      '内容の変更、一時停止、配信の停止は、専用ページで行えます。専用ページへのリンクをメールでお送りします。',
    addressWeWriteTo: '登録しているメールアドレス',
    mailLink: 'リンクを送る',
    endpoint: {
      dateline: 'Webhook とチャット',
      hearFrom: (page) => `${page} のお知らせをプログラムやチャットで受け取る`,
      whereTo: '送信先',
      whatItIs: '種類',
      itsAddress: '送信先のアドレス',
      yourMail: 'ご自身のメールアドレス',
      mailLink: '確認用リンクをメールで受け取る',
      note: 'リンクを開いて確定するまで、送信先へは何も送りません。1時間届かない場合はメールでお知らせし、3日続いた場合は送信を停止してご連絡します。',
    },
    lookNow: 'メールをご確認ください。',
    askedDeck:
      'このアドレスを登録できる場合は、リンクを記載したメールをお送りしています。リンクを開いて確定するまで、お知らせは送りません。',
    askedNote:
      'すでに登録済みの場合は、専用ページへのリンクをお送りしています。数分たっても届かないときは、迷惑メールをご確認ください。この件のメールは、一つのアドレスにつき24時間に一度だけお送りします。',
    linkedDeck: 'このアドレスが登録されている場合は、専用ページへのリンクを記載したメールをお送りしています。',
    linkedNote:
      '数分たっても届かないときは、迷惑メールをご確認ください。リンクは、お送りしている各メールの末尾にもあります。この件のメールは、一つのアドレスにつき24時間に一度だけお送りします。',
  },
}
