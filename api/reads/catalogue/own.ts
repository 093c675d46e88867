import type { DeliveryState, EventKind, Language } from '../../../db/vocabulary.ts'

/** The pages behind mailed links: confirming, leaving, another address, and a subscriber's own page. */
export type OwnWords = {
  endpointHear: (host: string, page: string) => string
  wantMail: (page: string) => string
  thanks: string
  confirmedAlready: string
  followAlready: string
  ended: string
  linkInvalid: string
  /** "{what}" is what they follow. */
  whatYouChoose: string
  newsOf: (what: string, news: string) => string
  endpointTold: string
  weWrite: string
  yesSendIt: string
  yesSendMe: string
  isTold: string
  youHear: string
  subscribeAnew: string
  invalidOld: string
  endpointWay: string
  endpointWayPlain: string
  ownWay: string
  ownWayNone: string

  noMoreEndpoint: (host: string, page: string) => string
  noMoreMail: (page: string) => string
  doneEndpoint: (host: string) => string
  doneMail: string
  toldNothing: (host: string) => string
  noMail: string
  endsEndpoint: (kind: string) => string
  endsMail: string
  tellNothing: string
  unsubscribe: string
  ratherLess: string
  mistakeAskAgain: string
  mistakeSubscribe: string
  leaveInvalid: string

  writeHere: string
  addressTaken: string
  nowHere: string
  oldLinksEnd: string
  asItWas: string
  asksHere: string
  yesHere: string
  notYou: string
  nothingChanged: string
  addressInvalid: string

  youFollow: (what: string) => string
  youFollowNothing: string
  hostIsTold: (host: string, what: string) => string
  hostIsToldNothing: (host: string) => string
  pausedUntil: (when: string) => string
  pausedOpen: string
  stopped: string
  stoppedTo: (host: string) => string
  endpointToldNothing: string
  notConfirmed: string
  yourMail: string
  yourEndpoint: string
  yourEndpointName: string
  whatYouGet: string
  save: string
  notDone: (sentence: string) => string
  heardAnyway: string
  /** "{who}", "{how}". */
  weWriteTo: string
  nothingMeanwhile: string
  endPause: string
  mailCameBack: string
  endpointSilent: string
  writeAgain: string
  writeItAgain: string
  openLink: string
  ownInvalid: string
  done: Record<'choices' | 'incidents' | 'pause' | 'resumption' | 'reactivation' | 'address', string>
  doneEndpointWords: Record<'pause' | 'resumption' | 'reactivation', string>

  singles: string
  singlesNote: string
  updatesAndReport: string
  everyUpdate: string
  reportOnly: string
  follow: string
  stop: string
  followOne: (name: string) => string
  stopOne: (name: string) => string
  pause: string
  anotherEnd: string
  nothingForAWhile: string
  ends: Record<'day' | 'week' | 'month' | 'open', string>
  pauseNote: string
  anotherAddress: string
  /** "{address}", "{until}", "{who}". */
  waiting: string
  writeMeAt: string
  askNew: string
  addressNote: string
  sentYou: string
  sentNothing: string
  last90: string
  newestHundred: string
  when: string
  what: string
  became: string
  beForgotten: string
  leave: string
  leaveNote: string
  deleteMe: string
  deleteNote: string
  deleteForGood: string
  forgotten: string
  forgottenDeck: string
  forgottenNote: string
  secret: string
  secretOnce: string
  secretNote: string
  signingNote: string
  newSecret: string
  sent: { [kind in EventKind]?: string }
  news: string
  outcomes: Record<DeliveryState, string>
}

export const own: Record<Language, OwnWords> = {
  en: {
    endpointHear: (host, page) => `Shall ${host} hear from ${page}?`,
    wantMail: (page) => `Do you want mail from ${page}?`,
    thanks: 'Thank you, that is confirmed.',
    confirmedAlready: 'That is confirmed already.',
    followAlready: 'You follow this page already.',
    ended: 'This subscription has ended.',
    linkInvalid: 'This link is not valid any more.',
    whatYouChoose: 'what you choose',
    newsOf: (what, news) => `${what}: ${news}`,
    endpointTold: '{host} ({kind}) is told about {what}. You can change or end that at any time.',
    weWrite: 'We write about {what}. Every mail has a link that ends it with one click.',
    yesSendIt: 'Yes, send it our news',
    yesSendMe: 'Yes, send me these mails',
    isTold: '{host} ({kind}) is told about {what}.',
    youHear: 'You hear from us about {what}.',
    subscribeAnew: 'To hear from us again, <a>subscribe anew</a>.',
    invalidOld: 'It may be cut short, or older than 7 days. <a>Subscribe again</a> to get a new one.',
    endpointWay: '<a>Its own page</a> has all the rest: what it hears of, a pause, a new secret, and the end of it.',
    endpointWayPlain: 'The link to its own page stands in every mail that we write about it.',
    ownWay:
      'Less, more, in another language, or not this week: <a>your own page</a> has it all. Its link stands at the foot of every mail.',
    ownWayNone: 'To change that, open the link at the foot of any of our mails, or <a>have it mailed to you</a>.',
    noMoreEndpoint: (host, page) => `Shall ${host} hear no more from ${page}?`,
    noMoreMail: (page) => `No more mail from ${page}?`,
    doneEndpoint: (host) => `Done: ${host} is told nothing more.`,
    doneMail: 'Done: you get no more mail.',
    toldNothing: (host) => `${host} is told nothing.`,
    noMail: 'You get no mail from us.',
    endsEndpoint: (kind) => `This ends all messages to this endpoint (${kind}), at once.`,
    endsMail: 'This ends all mail to this address, at once.',
    tellNothing: 'Tell it nothing more',
    unsubscribe: 'Unsubscribe',
    ratherLess: 'Rather less mail, or none for a week? <a>Have the link to your own page mailed to you</a>.',
    mistakeAskAgain: 'If that was a mistake, <a>ask for it again</a>.',
    mistakeSubscribe: 'If that was a mistake, <a>subscribe again</a>.',
    leaveInvalid:
      'It may be cut short. The link at the foot of our newest mail works, and so does your mail program’s own button.',
    writeHere: 'Shall we write to this address from now on?',
    addressTaken: 'This address follows us by itself already.',
    nowHere: 'From now on we write to this address.',
    oldLinksEnd: 'Every link that we mailed to the old address has stopped working.',
    asItWas: 'What you follow is as it was: <a>your own page</a> shows it. Its link stands at the foot of every mail.',
    asksHere: 'A subscriber of {page} wants our mail to go to {address} instead of another address.',
    yesHere: 'Yes, write to this address',
    notYou: 'If that was not you, do nothing: without this button nothing changes.',
    nothingChanged: 'So nothing was changed. To change what {address} gets, <a>have the link to its page mailed</a>.',
    addressInvalid:
      'It may be cut short, used already, or older than 7 days. Ask for the change again on your own page; its link stands at the foot of every mail.',
    youFollow: (what) => `You follow ${what}.`,
    youFollowNothing: 'You follow nothing at the moment.',
    hostIsTold: (host, what) => `${host} is told about ${what}.`,
    hostIsToldNothing: (host) => `${host} is told about nothing at the moment.`,
    pausedUntil: (when) => `Paused until ${when}.`,
    pausedOpen: 'Paused until you say otherwise.',
    stopped: 'We have stopped writing to you.',
    stoppedTo: (host) => `We have stopped writing to ${host}.`,
    endpointToldNothing: 'Your endpoint is told nothing.',
    notConfirmed: 'You have not confirmed yet.',
    yourMail: 'Your mail',
    yourEndpoint: 'Your endpoint',
    yourEndpointName: 'your endpoint',
    whatYouGet: 'What you get',
    save: 'Save',
    notDone: (sentence) => `This was not done. ${sentence}`,
    heardAnyway: 'You hear of “{name}” already: it is part of what you follow.',
    weWriteTo: 'We write to <b>{who}</b> {how}.',
    nothingMeanwhile:
      'Nothing goes to <b>{who}</b> meanwhile, and nothing of it is sent later. <a>The history</a> has it all.',
    endPause: 'End the pause',
    mailCameBack:
      'Mail to <b>{who}</b> came back, so we send no more. If it works again, say so; if it does not, give us <a>another address</a>.',
    endpointSilent:
      'Your endpoint at <b>{who}</b> took no message for too long, so we send no more. If it works again, say so.',
    writeAgain: 'Write to me again',
    writeItAgain: 'Write to it again',
    openLink: 'Open the link in the mail that we sent you, and press the button there.',
    ownInvalid:
      'It may be cut short, or of an address that you have changed since. <a>Have a new one mailed to you</a>.',
    done: {
      choices: 'Saved. It counts for everything that we say from now on.',
      incidents: 'Saved.',
      pause: 'Your mail is paused.',
      resumption: 'The pause is over. You hear from us again.',
      reactivation: 'We write to you again.',
      address: 'If we may write to the new address, a mail with a link to confirm it is on its way there.',
    },
    doneEndpointWords: {
      pause: 'Your endpoint is told nothing meanwhile.',
      resumption: 'The pause is over. Your endpoint hears from us again.',
      reactivation: 'We write to your endpoint again.',
    },
    singles: 'Single incidents',
    singlesNote: 'Followed whatever you have chosen above, until there is nothing more to say about them.',
    updatesAndReport: 'every update, and its report',
    everyUpdate: 'every update',
    reportOnly: 'the report on it, once it is there',
    follow: 'Follow',
    stop: 'Stop',
    followOne: (name) => `Follow ${name}`,
    stopOne: (name) => `Stop following ${name}`,
    pause: 'Pause',
    anotherEnd: 'Another end for the pause',
    nothingForAWhile: 'Nothing for a while',
    ends: { day: 'For a day', week: 'For a week', month: 'For 30 days', open: 'Until I say otherwise' },
    pauseNote: 'What we say meanwhile is not sent later. It all stands on the page.',
    anotherAddress: 'Another address',
    waiting: 'Waiting for <b>{address}</b> to confirm, until {until}. Until then we write to {who}.',
    writeMeAt: 'Write to me at',
    askNew: 'Ask the new address',
    addressNote:
      'We mail the new address a link. Once it is confirmed there, every link that we sent to the old one stops working.',
    sentYou: 'What we sent you',
    sentNothing: 'Nothing in the last 90 days.',
    last90: 'The last 90 days',
    newestHundred: 'The last 90 days, the newest hundred',
    when: 'When',
    what: 'What',
    became: 'What became of it',
    beForgotten: 'Be forgotten',
    leave: 'Leave',
    leaveNote: 'Nothing more, at once. Your choices stay here in case you come back.',
    deleteMe: 'Delete me',
    deleteNote:
      'Deletes your address, what you chose, and what was said about your mailbox. This page is gone with it, and nothing brings it back.',
    deleteForGood: 'Delete me for good',
    forgotten: 'We have forgotten you.',
    forgottenDeck: 'Your address and everything that you had chosen are deleted. No link of yours works any more.',
    forgottenNote:
      'What stays is a number in our records, which names nobody. To hear from us again, <a>subscribe anew</a>.',
    secret: 'Signing secret',
    secretOnce: 'The signing secret. It is shown this once: copy it now.',
    secretNote:
      'Every message is signed with it, as <a>Standard Webhooks 1.0</a> has it. If it is lost, make another one on your own page.',
    signingNote:
      'Each message is signed as Standard Webhooks 1.0 has it. For a day after a change it carries a signature of the old secret, too, so that you can change over without losing one.',
    newSecret: 'Make a new secret',
    news: 'News',
    sent: {
      'incident.opened': 'New incident',
      'incident.updated': 'Update',
      'incident.resolved': 'Resolved',
      'maintenance.scheduled': 'Maintenance planned',
      'maintenance.rescheduled': 'Maintenance moved',
      'maintenance.begun': 'Maintenance begun',
      'maintenance.updated': 'Maintenance, update',
      'maintenance.completed': 'Maintenance completed',
      'maintenance.cancelled': 'Maintenance cancelled',
      'postmortem.published': 'Report',
      'promise.lapsed': 'Missed promise',
      'component.stateSet': 'New state',
      'subscriber.asked': 'Question whether you want our mail',
      'subscriber.linkAsked': 'Link to this page',
      'subscriber.addressAsked': 'Question to a new address',
      'subscriber.failing': 'Warning that your endpoint fails',
      'subscriber.suppressed': 'Word that your endpoint was switched off',
    },
    outcomes: {
      waiting: 'On its way',
      leased: 'On its way',
      retrying: 'Not accepted yet, we try again',
      sent: 'Accepted by your side',
      bounced: 'Came back',
      failed: 'Refused by your side',
      suppressed: 'Not sent: your address could not be reached',
      skipped: 'Not sent: you had paused or left, or it was withdrawn',
    },
  },
  de: {
    endpointHear: (host, page) => `Soll ${host} von ${page} hören?`,
    wantMail: (page) => `Möchten Sie E-Mails von ${page}?`,
    thanks: 'Vielen Dank, das ist bestätigt.',
    confirmedAlready: 'Das ist schon bestätigt.',
    followAlready: 'Sie folgen dieser Seite schon.',
    ended: 'Dieses Abonnement ist beendet.',
    linkInvalid: 'Dieser Link gilt nicht mehr.',
    whatYouChoose: 'was Sie auswählen',
    newsOf: (what, news) => `${what}: ${news}`,
    endpointTold: '{host} ({kind}) erfährt: {what}. Sie können das jederzeit ändern oder beenden.',
    weWrite: 'Sie erfahren von uns: {what}. Jede E-Mail enthält einen Link, mit dem Sie sich sofort abmelden.',
    yesSendIt: 'Ja, Meldungen dorthin senden',
    yesSendMe: 'Ja, ich möchte diese E-Mails',
    isTold: '{host} ({kind}) erfährt: {what}.',
    youHear: 'Sie erfahren von uns: {what}.',
    subscribeAnew: 'Um wieder von uns zu hören, <a>abonnieren Sie erneut</a>.',
    invalidOld:
      'Er ist vielleicht abgeschnitten oder älter als 7 Tage. <a>Abonnieren Sie noch einmal</a>, um einen neuen zu erhalten.',
    endpointWay:
      '<a>Seine eigene Seite</a> hat alles Übrige: was er erfährt, eine Pause, ein neues Geheimnis und das Ende.',
    endpointWayPlain: 'Der Link zu seiner eigenen Seite steht in jeder E-Mail, die wir über ihn schreiben.',
    ownWay:
      'Weniger, mehr, in einer anderen Sprache oder diese Woche nicht: <a>Ihre eigene Seite</a> hat alles. Der Link steht am Ende jeder E-Mail.',
    ownWayNone:
      'Um das zu ändern, öffnen Sie den Link am Ende einer unserer E-Mails, oder <a>lassen Sie ihn sich zusenden</a>.',
    noMoreEndpoint: (host, page) => `Soll ${host} nichts mehr von ${page} hören?`,
    noMoreMail: (page) => `Keine E-Mails mehr von ${page}?`,
    doneEndpoint: (host) => `Erledigt: ${host} erfährt nichts mehr.`,
    doneMail: 'Erledigt: Sie erhalten keine E-Mails mehr.',
    toldNothing: (host) => `${host} erfährt nichts.`,
    noMail: 'Sie erhalten keine E-Mails von uns.',
    endsEndpoint: (kind) => `Damit enden sofort alle Nachrichten an diesen Endpunkt (${kind}).`,
    endsMail: 'Damit enden sofort alle E-Mails an diese Adresse.',
    tellNothing: 'Nichts mehr dorthin senden',
    unsubscribe: 'Abmelden',
    ratherLess:
      'Lieber weniger E-Mails oder eine Woche lang keine? <a>Lassen Sie sich den Link zu Ihrer eigenen Seite zusenden</a>.',
    mistakeAskAgain: 'Wenn das ein Versehen war, <a>fragen Sie erneut danach</a>.',
    mistakeSubscribe: 'Wenn das ein Versehen war, <a>abonnieren Sie erneut</a>.',
    leaveInvalid:
      'Er ist vielleicht abgeschnitten. Der Link am Ende unserer neuesten E-Mail gilt, und der Knopf Ihres Mailprogramms ebenso.',
    writeHere: 'Sollen wir künftig an diese Adresse schreiben?',
    addressTaken: 'Diese Adresse folgt uns schon für sich.',
    nowHere: 'Ab jetzt schreiben wir an diese Adresse.',
    oldLinksEnd: 'Alle Links, die wir an die alte Adresse gesendet haben, gelten nicht mehr.',
    asItWas:
      'Was Sie abonniert haben, ist unverändert: <a>Ihre eigene Seite</a> zeigt es. Der Link steht am Ende jeder E-Mail.',
    asksHere: 'Jemand mit einem Abonnement von {page} möchte unsere E-Mails an {address} statt an eine andere Adresse.',
    yesHere: 'Ja, an diese Adresse schreiben',
    notYou: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne diesen Knopf ändert sich nichts.',
    nothingChanged:
      'Deshalb wurde nichts geändert. Um zu ändern, was {address} erhält, <a>lassen Sie den Link zu ihrer Seite zusenden</a>.',
    addressInvalid:
      'Er ist vielleicht abgeschnitten, schon benutzt oder älter als 7 Tage. Verlangen Sie die Änderung auf Ihrer eigenen Seite noch einmal; der Link steht am Ende jeder E-Mail.',
    youFollow: (what) => `Abonniert: ${what}.`,
    youFollowNothing: 'Zurzeit haben Sie nichts abonniert.',
    hostIsTold: (host, what) => `${host} erfährt: ${what}.`,
    hostIsToldNothing: (host) => `${host} erfährt zurzeit nichts.`,
    pausedUntil: (when) => `Pause bis ${when}.`,
    pausedOpen: 'Pause, bis Sie etwas anderes sagen.',
    stopped: 'Wir schreiben Ihnen nicht mehr.',
    stoppedTo: (host) => `Wir senden nichts mehr an ${host}.`,
    endpointToldNothing: 'Ihr Endpunkt erfährt nichts.',
    notConfirmed: 'Sie haben noch nicht bestätigt.',
    yourMail: 'Ihre E-Mails',
    yourEndpoint: 'Ihr Endpunkt',
    yourEndpointName: 'Ihr Endpunkt',
    whatYouGet: 'Was Sie erhalten',
    save: 'Speichern',
    notDone: (sentence) => `Das wurde nicht ausgeführt. ${sentence}`,
    heardAnyway: 'Von „{name}“ erfahren Sie schon: Es gehört zu dem, was Sie abonniert haben.',
    weWriteTo: 'Wir schreiben an <b>{who}</b> {how}.',
    nothingMeanwhile:
      'In dieser Zeit geht nichts an <b>{who}</b>, und nichts davon wird nachgereicht. <a>Der Verlauf</a> enthält alles.',
    endPause: 'Pause beenden',
    mailCameBack:
      'E-Mails an <b>{who}</b> kamen zurück, deshalb senden wir keine mehr. Wenn die Adresse wieder funktioniert, sagen Sie es; wenn nicht, nennen Sie uns <a>eine andere</a>.',
    endpointSilent:
      'Ihr Endpunkt bei <b>{who}</b> hat zu lange keine Nachricht angenommen, deshalb senden wir keine mehr. Wenn er wieder funktioniert, sagen Sie es.',
    writeAgain: 'Mir wieder schreiben',
    writeItAgain: 'Wieder dorthin senden',
    openLink: 'Öffnen Sie den Link in der E-Mail, die wir Ihnen gesendet haben, und drücken Sie dort den Knopf.',
    ownInvalid:
      'Er ist vielleicht abgeschnitten oder gehört zu einer Adresse, die Sie inzwischen geändert haben. <a>Lassen Sie sich einen neuen zusenden</a>.',
    done: {
      choices: 'Gespeichert. Es gilt für alles, was wir ab jetzt melden.',
      incidents: 'Gespeichert.',
      pause: 'Ihre E-Mails ruhen.',
      resumption: 'Die Pause ist vorbei. Sie hören wieder von uns.',
      reactivation: 'Wir schreiben Ihnen wieder.',
      address:
        'Wenn wir an die neue Adresse schreiben dürfen, ist eine E-Mail mit einem Link zur Bestätigung dorthin unterwegs.',
    },
    doneEndpointWords: {
      pause: 'Ihr Endpunkt erfährt in dieser Zeit nichts.',
      resumption: 'Die Pause ist vorbei. Ihr Endpunkt hört wieder von uns.',
      reactivation: 'Wir senden wieder an Ihren Endpunkt.',
    },
    singles: 'Einzelne Vorfälle',
    singlesNote: 'Unabhängig von der Auswahl oben abonniert, bis es dazu nichts mehr zu sagen gibt.',
    updatesAndReport: 'jede Meldung und der Bericht',
    everyUpdate: 'jede Meldung',
    reportOnly: 'der Bericht, sobald er da ist',
    follow: 'Verfolgen',
    stop: 'Beenden',
    followOne: (name) => `Verfolgen: ${name}`,
    stopOne: (name) => `Nicht mehr verfolgen: ${name}`,
    pause: 'Pause',
    anotherEnd: 'Ein anderes Ende der Pause',
    nothingForAWhile: 'Eine Zeit lang nichts',
    ends: { day: 'Einen Tag lang', week: 'Eine Woche lang', month: '30 Tage lang', open: 'Bis ich etwas anderes sage' },
    pauseNote: 'Was wir inzwischen melden, wird nicht nachgereicht. Alles steht auf der Seite.',
    anotherAddress: 'Eine andere Adresse',
    waiting: 'Wir warten bis {until} auf die Bestätigung von <b>{address}</b>. Bis dahin schreiben wir an {who}.',
    writeMeAt: 'Schreiben Sie mir an',
    askNew: 'Bei der neuen Adresse anfragen',
    addressNote:
      'Wir senden der neuen Adresse einen Link. Sobald er dort bestätigt ist, gelten alle Links nicht mehr, die wir an die alte gesendet haben.',
    sentYou: 'Was wir Ihnen gesendet haben',
    sentNothing: 'In den letzten 90 Tagen nichts.',
    last90: 'Die letzten 90 Tage',
    newestHundred: 'Die letzten 90 Tage, die neuesten hundert',
    when: 'Wann',
    what: 'Was',
    became: 'Was daraus wurde',
    beForgotten: 'Vergessen werden',
    leave: 'Abmelden',
    leaveNote: 'Nichts mehr, und zwar sofort. Ihre Auswahl bleibt hier, falls Sie zurückkommen.',
    deleteMe: 'Meine Daten löschen',
    deleteNote:
      'Löscht Ihre Adresse, Ihre Auswahl und was über Ihr Postfach festgehalten wurde. Diese Seite verschwindet damit, und nichts bringt sie zurück.',
    deleteForGood: 'Endgültig löschen',
    forgotten: 'Wir haben Sie vergessen.',
    forgottenDeck: 'Ihre Adresse und alles, was Sie ausgewählt hatten, sind gelöscht. Keiner Ihrer Links gilt mehr.',
    forgottenNote:
      'Was bleibt, ist eine Nummer in unseren Aufzeichnungen, die niemanden benennt. Um wieder von uns zu hören, <a>abonnieren Sie erneut</a>.',
    secret: 'Signaturgeheimnis',
    secretOnce: 'Das Signaturgeheimnis. Es wird nur dieses eine Mal gezeigt: Kopieren Sie es jetzt.',
    secretNote:
      'Jede Nachricht ist damit signiert, nach <a>Standard Webhooks 1.0</a>. Geht es verloren, erzeugen Sie auf der eigenen Seite ein neues.',
    signingNote:
      'Jede Nachricht ist nach Standard Webhooks 1.0 signiert. Nach einem Wechsel trägt sie einen Tag lang auch eine Signatur mit dem alten Geheimnis, sodass Sie umstellen können, ohne eine zu verlieren.',
    newSecret: 'Neues Geheimnis erzeugen',
    news: 'Nachricht',
    sent: {
      'incident.opened': 'Neuer Vorfall',
      'incident.updated': 'Meldung',
      'incident.resolved': 'Behoben',
      'maintenance.scheduled': 'Wartung geplant',
      'maintenance.rescheduled': 'Wartung verschoben',
      'maintenance.begun': 'Wartung begonnen',
      'maintenance.updated': 'Wartung, Meldung',
      'maintenance.completed': 'Wartung abgeschlossen',
      'maintenance.cancelled': 'Wartung abgesagt',
      'postmortem.published': 'Bericht',
      'promise.lapsed': 'Verpasste Zusage',
      'component.stateSet': 'Neuer Zustand',
      'subscriber.asked': 'Frage, ob Sie unsere E-Mails möchten',
      'subscriber.linkAsked': 'Link zu dieser Seite',
      'subscriber.addressAsked': 'Frage an eine neue Adresse',
      'subscriber.failing': 'Warnung, dass Ihr Endpunkt gestört ist',
      'subscriber.suppressed': 'Hinweis, dass Ihr Endpunkt abgeschaltet wurde',
    },
    outcomes: {
      waiting: 'Unterwegs',
      leased: 'Unterwegs',
      retrying: 'Noch nicht angenommen, wir versuchen es weiter',
      sent: 'Von Ihrer Seite angenommen',
      bounced: 'Zurückgekommen',
      failed: 'Von Ihrer Seite abgelehnt',
      suppressed: 'Nicht gesendet: Ihre Adresse war nicht erreichbar',
      skipped: 'Nicht gesendet: Sie hatten eine Pause oder sich abgemeldet, oder es wurde zurückgezogen',
    },
  },
  fr: {
    endpointHear: (host, page) => `Faut-il informer ${host} des nouvelles de ${page} ?`,
    wantMail: (page) => `Souhaitez-vous recevoir les messages de ${page} ?`,
    thanks: 'Merci, c’est confirmé.',
    confirmedAlready: 'C’est déjà confirmé.',
    followAlready: 'Vous suivez déjà cette page.',
    ended: 'Cet abonnement a pris fin.',
    linkInvalid: 'Ce lien n’est plus valable.',
    whatYouChoose: 'ce que vous choisissez',
    newsOf: (what, news) => `${what} : ${news}`,
    endpointTold: '{host} ({kind}) est informé : {what}. Vous pouvez modifier cela ou y mettre fin à tout moment.',
    weWrite: 'Vous recevez : {what}. Chaque message contient un lien pour se désabonner en un clic.',
    yesSendIt: 'Oui, lui envoyer nos nouvelles',
    yesSendMe: 'Oui, m’envoyer ces messages',
    isTold: '{host} ({kind}) est informé : {what}.',
    youHear: 'Vous recevez : {what}.',
    subscribeAnew: 'Pour avoir de nouveau de nos nouvelles, <a>abonnez-vous à nouveau</a>.',
    invalidOld:
      'Il est peut-être incomplet, ou a plus de 7 jours. <a>Abonnez-vous à nouveau</a> pour en recevoir un autre.',
    endpointWay:
      '<a>Sa page personnelle</a> contient tout le reste : ce qu’il reçoit, une pause, un nouveau secret, et la fin de l’envoi.',
    endpointWayPlain: 'Le lien vers sa page personnelle figure dans chaque message que nous écrivons à son sujet.',
    ownWay:
      'Moins, davantage, dans une autre langue, ou pas cette semaine : <a>votre page personnelle</a> permet tout cela. Son lien figure au bas de chaque message.',
    ownWayNone: 'Pour modifier cela, ouvrez le lien au bas de l’un de nos messages, ou <a>faites-vous l’envoyer</a>.',
    noMoreEndpoint: (host, page) => `Faut-il cesser d’informer ${host} des nouvelles de ${page} ?`,
    noMoreMail: (page) => `Plus aucun message de ${page} ?`,
    doneEndpoint: (host) => `C’est fait : ${host} ne reçoit plus rien.`,
    doneMail: 'C’est fait : vous ne recevez plus de messages.',
    toldNothing: (host) => `${host} ne reçoit rien.`,
    noMail: 'Vous ne recevez aucun message de notre part.',
    endsEndpoint: (kind) => `Cela met fin immédiatement à tous les messages vers cette destination (${kind}).`,
    endsMail: 'Cela met fin immédiatement à tous les messages vers cette adresse.',
    tellNothing: 'Ne plus rien lui envoyer',
    unsubscribe: 'Se désabonner',
    ratherLess:
      'Plutôt moins de messages, ou aucun pendant une semaine ? <a>Faites-vous envoyer le lien vers votre page personnelle</a>.',
    mistakeAskAgain: 'Si c’était une erreur, <a>faites une nouvelle demande</a>.',
    mistakeSubscribe: 'Si c’était une erreur, <a>abonnez-vous à nouveau</a>.',
    leaveInvalid:
      'Il est peut-être incomplet. Le lien au bas de notre message le plus récent fonctionne, tout comme le bouton de votre messagerie.',
    writeHere: 'Devons-nous écrire désormais à cette adresse ?',
    addressTaken: 'Cette adresse nous suit déjà par elle-même.',
    nowHere: 'Désormais, nous écrivons à cette adresse.',
    oldLinksEnd: 'Tous les liens envoyés à l’ancienne adresse ont cessé de fonctionner.',
    asItWas:
      'Ce que vous suivez n’a pas changé : <a>votre page personnelle</a> le montre. Son lien figure au bas de chaque message.',
    asksHere: 'Une personne abonnée à {page} souhaite que nos messages aillent à {address} et non à une autre adresse.',
    yesHere: 'Oui, écrire à cette adresse',
    notYou: 'Si la demande ne vient pas de vous, ne faites rien : sans ce bouton, rien ne change.',
    nothingChanged:
      'Rien n’a donc été modifié. Pour modifier ce que reçoit {address}, <a>faites-lui envoyer le lien vers sa page</a>.',
    addressInvalid:
      'Il est peut-être incomplet, déjà utilisé, ou a plus de 7 jours. Demandez de nouveau le changement sur votre page personnelle ; son lien figure au bas de chaque message.',
    youFollow: (what) => `Vous suivez : ${what}.`,
    youFollowNothing: 'Vous ne suivez rien pour le moment.',
    hostIsTold: (host, what) => `${host} est informé : ${what}.`,
    hostIsToldNothing: (host) => `${host} n’est informé de rien pour le moment.`,
    pausedUntil: (when) => `En pause jusqu’à ${when}.`,
    pausedOpen: 'En pause jusqu’à nouvel ordre.',
    stopped: 'Nous ne vous écrivons plus.',
    stoppedTo: (host) => `Nous n’envoyons plus rien à ${host}.`,
    endpointToldNothing: 'Votre destination ne reçoit rien.',
    notConfirmed: 'Vous n’avez pas encore confirmé.',
    yourMail: 'Vos messages',
    yourEndpoint: 'Votre destination',
    yourEndpointName: 'votre destination',
    whatYouGet: 'Ce que vous recevez',
    save: 'Enregistrer',
    notDone: (sentence) => `Cela n’a pas été fait. ${sentence}`,
    heardAnyway: 'Vous recevez déjà des nouvelles de « {name} » : cela fait partie de ce que vous suivez.',
    weWriteTo: 'Nous écrivons à <b>{who}</b> {how}.',
    nothingMeanwhile:
      'Rien n’est envoyé à <b>{who}</b> entre-temps, et rien ne le sera plus tard. <a>L’historique</a> contient tout.',
    endPause: 'Mettre fin à la pause',
    mailCameBack:
      'Les messages envoyés à <b>{who}</b> nous sont revenus, nous n’en envoyons donc plus. Si l’adresse fonctionne de nouveau, dites-le ; sinon, donnez-nous <a>une autre adresse</a>.',
    endpointSilent:
      'Votre destination chez <b>{who}</b> n’a accepté aucun message depuis trop longtemps, nous n’en envoyons donc plus. Si elle fonctionne de nouveau, dites-le.',
    writeAgain: 'M’écrire de nouveau',
    writeItAgain: 'Lui écrire de nouveau',
    openLink: 'Ouvrez le lien contenu dans le message que nous vous avons envoyé, et appuyez sur le bouton.',
    ownInvalid:
      'Il est peut-être incomplet, ou lié à une adresse que vous avez changée depuis. <a>Faites-vous en envoyer un nouveau</a>.',
    done: {
      choices: 'Enregistré. Cela vaut pour tout ce que nous publions désormais.',
      incidents: 'Enregistré.',
      pause: 'Vos messages sont en pause.',
      resumption: 'La pause est terminée. Vous recevez de nouveau nos nouvelles.',
      reactivation: 'Nous vous écrivons de nouveau.',
      address:
        'Si nous pouvons écrire à la nouvelle adresse, un message contenant un lien de confirmation y est en route.',
    },
    doneEndpointWords: {
      pause: 'Votre destination ne reçoit rien entre-temps.',
      resumption: 'La pause est terminée. Votre destination reçoit de nouveau nos nouvelles.',
      reactivation: 'Nous écrivons de nouveau à votre destination.',
    },
    singles: 'Incidents isolés',
    singlesNote: 'Suivis quels que soient vos choix ci-dessus, jusqu’à ce qu’il n’y ait plus rien à en dire.',
    updatesAndReport: 'chaque mise à jour, et le compte rendu',
    everyUpdate: 'chaque mise à jour',
    reportOnly: 'le compte rendu, dès qu’il est publié',
    follow: 'Suivre',
    stop: 'Arrêter',
    followOne: (name) => `Suivre ${name}`,
    stopOne: (name) => `Ne plus suivre ${name}`,
    pause: 'Pause',
    anotherEnd: 'Une autre fin pour la pause',
    nothingForAWhile: 'Rien pendant un moment',
    ends: { day: 'Un jour', week: 'Une semaine', month: '30 jours', open: 'Jusqu’à nouvel ordre' },
    pauseNote: 'Ce que nous publions entre-temps n’est pas envoyé plus tard. Tout figure sur la page.',
    anotherAddress: 'Une autre adresse',
    waiting: 'En attente de la confirmation de <b>{address}</b>, jusqu’à {until}. D’ici là, nous écrivons à {who}.',
    writeMeAt: 'M’écrire à',
    askNew: 'Demander à la nouvelle adresse',
    addressNote:
      'Nous envoyons un lien à la nouvelle adresse. Une fois confirmé, tous les liens envoyés à l’ancienne cessent de fonctionner.',
    sentYou: 'Ce que nous vous avons envoyé',
    sentNothing: 'Rien au cours des 90 derniers jours.',
    last90: 'Les 90 derniers jours',
    newestHundred: 'Les 90 derniers jours, les cent plus récents',
    when: 'Quand',
    what: 'Quoi',
    became: 'Ce qu’il en est advenu',
    beForgotten: 'Être oublié',
    leave: 'Se désabonner',
    leaveNote: 'Plus rien, immédiatement. Vos choix restent ici au cas où vous reviendriez.',
    deleteMe: 'Supprimer mes données',
    deleteNote:
      'Supprime votre adresse, vos choix, et ce qui a été noté sur votre boîte. Cette page disparaît aussi, et rien ne peut la rétablir.',
    deleteForGood: 'Supprimer définitivement',
    forgotten: 'Nous vous avons oublié.',
    forgottenDeck: 'Votre adresse et tous vos choix sont supprimés. Aucun de vos liens ne fonctionne plus.',
    forgottenNote:
      'Il ne reste qu’un numéro dans nos registres, qui ne désigne personne. Pour avoir de nouveau de nos nouvelles, <a>abonnez-vous à nouveau</a>.',
    secret: 'Secret de signature',
    secretOnce: 'Le secret de signature. Il n’est affiché que cette fois : copiez-le maintenant.',
    secretNote:
      'Chaque message est signé avec lui, selon <a>Standard Webhooks 1.0</a>. S’il est perdu, créez-en un autre sur la page personnelle.',
    signingNote:
      'Chaque message est signé selon Standard Webhooks 1.0. Pendant un jour après un changement, il porte aussi une signature avec l’ancien secret, pour que vous puissiez changer sans perdre un seul message.',
    newSecret: 'Créer un nouveau secret',
    news: 'Nouvelle',
    sent: {
      'incident.opened': 'Nouvel incident',
      'incident.updated': 'Mise à jour',
      'incident.resolved': 'Résolu',
      'maintenance.scheduled': 'Maintenance prévue',
      'maintenance.rescheduled': 'Maintenance déplacée',
      'maintenance.begun': 'Maintenance commencée',
      'maintenance.updated': 'Maintenance, mise à jour',
      'maintenance.completed': 'Maintenance terminée',
      'maintenance.cancelled': 'Maintenance annulée',
      'postmortem.published': 'Compte rendu',
      'promise.lapsed': 'Promesse non tenue',
      'component.stateSet': 'Nouvel état',
      'subscriber.asked': 'Question : souhaitez-vous nos messages ?',
      'subscriber.linkAsked': 'Lien vers cette page',
      'subscriber.addressAsked': 'Question à une nouvelle adresse',
      'subscriber.failing': 'Avertissement : votre destination est en échec',
      'subscriber.suppressed': 'Avis : votre destination a été désactivée',
    },
    outcomes: {
      waiting: 'En route',
      leased: 'En route',
      retrying: 'Pas encore accepté, nous réessayons',
      sent: 'Accepté de votre côté',
      bounced: 'Revenu',
      failed: 'Refusé de votre côté',
      suppressed: 'Non envoyé : votre adresse était injoignable',
      skipped: 'Non envoyé : vous étiez en pause ou désabonné, ou le texte a été retiré',
    },
  },
  es: {
    endpointHear: (host, page) => `¿Enviamos a ${host} las noticias de ${page}?`,
    wantMail: (page) => `¿Desea recibir correos de ${page}?`,
    thanks: 'Gracias, está confirmado.',
    confirmedAlready: 'Ya está confirmado.',
    followAlready: 'Ya sigue esta página.',
    ended: 'Esta suscripción ha terminado.',
    linkInvalid: 'Este enlace ya no es válido.',
    whatYouChoose: 'lo que elija',
    newsOf: (what, news) => `${what}: ${news}`,
    endpointTold: '{host} ({kind}) recibe: {what}. Puede cambiarlo o terminarlo en cualquier momento.',
    weWrite: 'Recibirá: {what}. Cada correo lleva un enlace para darse de baja con un clic.',
    yesSendIt: 'Sí, enviarle nuestras noticias',
    yesSendMe: 'Sí, enviarme estos correos',
    isTold: '{host} ({kind}) recibe: {what}.',
    youHear: 'Recibe de nosotros: {what}.',
    subscribeAnew: 'Para volver a tener noticias nuestras, <a>suscríbase de nuevo</a>.',
    invalidOld: 'Puede estar incompleto o tener más de 7 días. <a>Suscríbase de nuevo</a> para recibir otro.',
    endpointWay: '<a>Su propia página</a> tiene todo lo demás: lo que recibe, una pausa, un secreto nuevo y el final.',
    endpointWayPlain: 'El enlace a su propia página está en cada correo que escribimos sobre él.',
    ownWay:
      'Menos, más, en otro idioma, o esta semana no: en <a>su propia página</a> está todo. El enlace está al pie de cada correo.',
    ownWayNone:
      'Para cambiarlo, abra el enlace al pie de cualquiera de nuestros correos, o <a>pida que se lo enviemos</a>.',
    noMoreEndpoint: (host, page) => `¿Dejamos de enviar a ${host} las noticias de ${page}?`,
    noMoreMail: (page) => `¿No más correos de ${page}?`,
    doneEndpoint: (host) => `Hecho: ${host} ya no recibe nada.`,
    doneMail: 'Hecho: ya no recibirá correos.',
    toldNothing: (host) => `${host} no recibe nada.`,
    noMail: 'No recibe correos nuestros.',
    endsEndpoint: (kind) => `Esto termina de inmediato todos los mensajes a este destino (${kind}).`,
    endsMail: 'Esto termina de inmediato todos los correos a esta dirección.',
    tellNothing: 'No enviarle nada más',
    unsubscribe: 'Darse de baja',
    ratherLess:
      '¿Prefiere menos correos, o ninguno durante una semana? <a>Pida que le enviemos el enlace a su propia página</a>.',
    mistakeAskAgain: 'Si fue un error, <a>vuelva a solicitarlo</a>.',
    mistakeSubscribe: 'Si fue un error, <a>suscríbase de nuevo</a>.',
    leaveInvalid:
      'Puede estar incompleto. El enlace al pie de nuestro correo más reciente funciona, y también el botón de su programa de correo.',
    writeHere: '¿Escribimos a esta dirección a partir de ahora?',
    addressTaken: 'Esta dirección ya nos sigue por su cuenta.',
    nowHere: 'A partir de ahora escribimos a esta dirección.',
    oldLinksEnd: 'Todos los enlaces que enviamos a la dirección anterior han dejado de funcionar.',
    asItWas: 'Lo que sigue no ha cambiado: lo muestra <a>su propia página</a>. El enlace está al pie de cada correo.',
    asksHere:
      'Una persona suscrita a {page} desea que nuestros correos lleguen a {address} en lugar de a otra dirección.',
    yesHere: 'Sí, escribir a esta dirección',
    notYou: 'Si no ha sido usted, no haga nada: sin este botón no cambia nada.',
    nothingChanged:
      'Por eso no se ha cambiado nada. Para cambiar lo que recibe {address}, <a>pida el enlace a su página</a>.',
    addressInvalid:
      'Puede estar incompleto, ya usado o tener más de 7 días. Pida de nuevo el cambio en su propia página; el enlace está al pie de cada correo.',
    youFollow: (what) => `Sigue: ${what}.`,
    youFollowNothing: 'De momento no sigue nada.',
    hostIsTold: (host, what) => `${host} recibe: ${what}.`,
    hostIsToldNothing: (host) => `De momento, ${host} no recibe nada.`,
    pausedUntil: (when) => `En pausa hasta: ${when}.`,
    pausedOpen: 'En pausa hasta que usted diga lo contrario.',
    stopped: 'Hemos dejado de escribirle.',
    stoppedTo: (host) => `Hemos dejado de escribir a ${host}.`,
    endpointToldNothing: 'Su destino no recibe nada.',
    notConfirmed: 'Todavía no ha confirmado.',
    yourMail: 'Sus correos',
    yourEndpoint: 'Su destino',
    yourEndpointName: 'su destino',
    whatYouGet: 'Lo que recibe',
    save: 'Guardar',
    notDone: (sentence) => `No se ha hecho. ${sentence}`,
    heardAnyway: 'Ya recibe noticias de «{name}»: forma parte de lo que sigue.',
    weWriteTo: 'Escribimos a <b>{who}</b> {how}.',
    nothingMeanwhile:
      'Mientras tanto no se envía nada a <b>{who}</b>, ni se enviará después. <a>El historial</a> lo tiene todo.',
    endPause: 'Terminar la pausa',
    mailCameBack:
      'Los correos a <b>{who}</b> fueron devueltos, así que ya no enviamos más. Si vuelve a funcionar, dígalo; si no, denos <a>otra dirección</a>.',
    endpointSilent:
      'Su destino en <b>{who}</b> no aceptó ningún mensaje durante demasiado tiempo, así que ya no enviamos más. Si vuelve a funcionar, dígalo.',
    writeAgain: 'Volver a escribirme',
    writeItAgain: 'Volver a escribirle',
    openLink: 'Abra el enlace del correo que le enviamos y pulse allí el botón.',
    ownInvalid:
      'Puede estar incompleto o ser de una dirección que ha cambiado desde entonces. <a>Pida que le enviemos uno nuevo</a>.',
    done: {
      choices: 'Guardado. Vale para todo lo que digamos a partir de ahora.',
      incidents: 'Guardado.',
      pause: 'Sus correos están en pausa.',
      resumption: 'La pausa ha terminado. Vuelve a tener noticias nuestras.',
      reactivation: 'Volvemos a escribirle.',
      address: 'Si podemos escribir a la nueva dirección, ya va en camino un correo con un enlace para confirmarla.',
    },
    doneEndpointWords: {
      pause: 'Su destino no recibe nada mientras tanto.',
      resumption: 'La pausa ha terminado. Su destino vuelve a tener noticias nuestras.',
      reactivation: 'Volvemos a escribir a su destino.',
    },
    singles: 'Incidentes sueltos',
    singlesNote: 'Se siguen con independencia de lo elegido arriba, hasta que no haya más que decir.',
    updatesAndReport: 'todas las actualizaciones y el informe',
    everyUpdate: 'todas las actualizaciones',
    reportOnly: 'el informe, cuando se publique',
    follow: 'Seguir',
    stop: 'Dejar',
    followOne: (name) => `Seguir ${name}`,
    stopOne: (name) => `Dejar de seguir ${name}`,
    pause: 'Pausa',
    anotherEnd: 'Otro final para la pausa',
    nothingForAWhile: 'Nada durante un tiempo',
    ends: { day: 'Un día', week: 'Una semana', month: '30 días', open: 'Hasta que diga lo contrario' },
    pauseNote: 'Lo que publiquemos mientras tanto no se envía después. Todo está en la página.',
    anotherAddress: 'Otra dirección',
    waiting: 'A la espera de que <b>{address}</b> confirme, hasta: {until}. Hasta entonces escribimos a {who}.',
    writeMeAt: 'Escribirme a',
    askNew: 'Preguntar a la nueva dirección',
    addressNote:
      'Enviamos un enlace a la nueva dirección. Una vez confirmado allí, todos los enlaces enviados a la anterior dejan de funcionar.',
    sentYou: 'Lo que le hemos enviado',
    sentNothing: 'Nada en los últimos 90 días.',
    last90: 'Los últimos 90 días',
    newestHundred: 'Los últimos 90 días, los cien más recientes',
    when: 'Cuándo',
    what: 'Qué',
    became: 'Qué fue de ello',
    beForgotten: 'Ser olvidado',
    leave: 'Darse de baja',
    leaveNote: 'Nada más, de inmediato. Lo que ha elegido queda aquí por si vuelve.',
    deleteMe: 'Borrar mis datos',
    deleteNote:
      'Borra su dirección, lo que eligió y lo que se anotó sobre su buzón. Esta página desaparece con ello y nada la recupera.',
    deleteForGood: 'Borrar para siempre',
    forgotten: 'Le hemos olvidado.',
    forgottenDeck: 'Su dirección y todo lo que había elegido se han borrado. Ninguno de sus enlaces funciona ya.',
    forgottenNote:
      'Solo queda un número en nuestros registros, que no nombra a nadie. Para volver a tener noticias nuestras, <a>suscríbase de nuevo</a>.',
    secret: 'Secreto de firma',
    secretOnce: 'El secreto de firma. Solo se muestra esta vez: cópielo ahora.',
    secretNote:
      'Cada mensaje va firmado con él, según <a>Standard Webhooks 1.0</a>. Si se pierde, cree otro en la propia página.',
    signingNote:
      'Cada mensaje va firmado según Standard Webhooks 1.0. Durante un día tras un cambio lleva también una firma con el secreto anterior, para que pueda cambiar sin perder ninguno.',
    newSecret: 'Crear un secreto nuevo',
    news: 'Noticia',
    sent: {
      'incident.opened': 'Incidente nuevo',
      'incident.updated': 'Actualización',
      'incident.resolved': 'Resuelto',
      'maintenance.scheduled': 'Mantenimiento previsto',
      'maintenance.rescheduled': 'Mantenimiento aplazado',
      'maintenance.begun': 'Mantenimiento iniciado',
      'maintenance.updated': 'Mantenimiento, actualización',
      'maintenance.completed': 'Mantenimiento finalizado',
      'maintenance.cancelled': 'Mantenimiento cancelado',
      'postmortem.published': 'Informe',
      'promise.lapsed': 'Promesa incumplida',
      'component.stateSet': 'Estado nuevo',
      'subscriber.asked': 'Pregunta si desea nuestros correos',
      'subscriber.linkAsked': 'Enlace a esta página',
      'subscriber.addressAsked': 'Pregunta a una nueva dirección',
      'subscriber.failing': 'Advertencia de que su destino falla',
      'subscriber.suppressed': 'Aviso de que su destino se desactivó',
    },
    outcomes: {
      waiting: 'En camino',
      leased: 'En camino',
      retrying: 'Aún no aceptado, lo intentamos de nuevo',
      sent: 'Aceptado por su parte',
      bounced: 'Devuelto',
      failed: 'Rechazado por su parte',
      suppressed: 'No enviado: no se pudo llegar a su dirección',
      skipped: 'No enviado: estaba en pausa o de baja, o se retiró',
    },
  },
  ja: {
    endpointHear: (host, page) => `${page} のお知らせを ${host} へ送りますか`,
    wantMail: (page) => `${page} からのメールを受け取りますか`,
    thanks: '確認できました。ありがとうございます。',
    confirmedAlready: 'すでに確認済みです。',
    followAlready: 'このページはすでに登録済みです。',
    ended: 'この登録は終了しています。',
    linkInvalid: 'このリンクは無効になっています。',
    whatYouChoose: '選択した内容',
    newsOf: (what, news) => `${what}（${news}）`,
    endpointTold: '{host}（{kind}）へ次の内容を送ります：{what}。いつでも変更や停止ができます。',
    weWrite: '次の内容をお送りします：{what}。配信の停止は、各メールのリンクから1クリックでできます。',
    yesSendIt: 'はい、お知らせを送る',
    yesSendMe: 'はい、メールを受け取る',
    isTold: '{host}（{kind}）へ次の内容を送っています：{what}',
    youHear: '次の内容をお送りしています：{what}',
    subscribeAnew: 'ふたたびお知らせを受け取るには、<a>もう一度登録</a>してください。',
    invalidOld:
      '途中で切れているか、7日以上たっている可能性があります。<a>もう一度登録</a>すると新しいリンクが届きます。',
    endpointWay: '受け取る内容、一時停止、新しいシークレット、終了は、<a>専用ページ</a>で設定できます。',
    endpointWayPlain: '専用ページへのリンクは、この送信先についてお送りする各メールにあります。',
    ownWay:
      '内容を減らす、増やす、言語を変える、今週は止めるなどの設定は、<a>専用ページ</a>でできます。リンクは各メールの末尾にあります。',
    ownWayNone: '変更するには、各メールの末尾にあるリンクを開くか、<a>リンクを送信</a>してください。',
    noMoreEndpoint: (host, page) => `${page} のお知らせを ${host} へ送るのをやめますか`,
    noMoreMail: (page) => `${page} からのメールを停止しますか`,
    doneEndpoint: (host) => `完了しました。${host} へは今後何も送りません。`,
    doneMail: '完了しました。今後メールは届きません。',
    toldNothing: (host) => `${host} へは何も送っていません。`,
    noMail: 'メールはお送りしていません。',
    endsEndpoint: (kind) => `この送信先（${kind}）へのメッセージを、ただちにすべて停止します。`,
    endsMail: 'このアドレスへのメールを、ただちにすべて停止します。',
    tellNothing: '送信を停止する',
    unsubscribe: '配信を停止する',
    ratherLess: 'メールを減らしたい、または1週間止めたい場合は、<a>専用ページへのリンクを送信</a>できます。',
    mistakeAskAgain: '誤って操作した場合は、<a>もう一度申し込む</a>ことができます。',
    mistakeSubscribe: '誤って操作した場合は、<a>もう一度登録</a>してください。',
    leaveInvalid:
      'リンクが途中で切れている可能性があります。最新のメールの末尾にあるリンク、またはメールソフトの停止ボタンをご利用ください。',
    writeHere: '今後はこのアドレスにお送りしますか',
    addressTaken: 'このアドレスはすでに単独で登録済みです。',
    nowHere: '今後はこのアドレスにお送りします。',
    oldLinksEnd: '以前のアドレスにお送りしたリンクは、すべて使えなくなりました。',
    asItWas: '受け取る内容は変わっていません。<a>専用ページ</a>で確認できます。リンクは各メールの末尾にあります。',
    asksHere: '{page} の登録者が、メールの送り先を別のアドレスから {address} に変更しようとしています。',
    yesHere: 'はい、このアドレスに送る',
    notYou: 'お心当たりのない場合は、何もする必要はありません。ボタンを押さない限り、何も変わりません。',
    nothingChanged:
      'そのため、何も変更していません。{address} が受け取る内容を変更するには、<a>専用ページへのリンクを送信</a>してください。',
    addressInvalid:
      '途中で切れているか、使用済みか、7日以上たっている可能性があります。専用ページでもう一度変更を申し込んでください。リンクは各メールの末尾にあります。',
    youFollow: (what) => `受け取る内容：${what}`,
    youFollowNothing: '現在、受け取る内容はありません。',
    hostIsTold: (host, what) => `${host} へ送る内容：${what}`,
    hostIsToldNothing: (host) => `現在、${host} へは何も送っていません。`,
    pausedUntil: (when) => `${when} まで一時停止中です。`,
    pausedOpen: '解除するまで一時停止中です。',
    stopped: 'このアドレスへの送信を停止しました。',
    stoppedTo: (host) => `${host} への送信を停止しました。`,
    endpointToldNothing: 'この送信先へは何も送っていません。',
    notConfirmed: 'まだ確認が済んでいません。',
    yourMail: 'メールの設定',
    yourEndpoint: '送信先の設定',
    yourEndpointName: 'お使いの送信先',
    whatYouGet: '受け取る内容',
    save: '保存する',
    notDone: (sentence) => `実行できませんでした。${sentence}`,
    heardAnyway: '「{name}」のお知らせは、現在の設定ですでに届きます。',
    weWriteTo: '送り先：<b>{who}</b>（{how}）',
    nothingMeanwhile:
      'この間は <b>{who}</b> へ何も送らず、後からまとめて送ることもありません。内容はすべて<a>履歴</a>にあります。',
    endPause: '一時停止を解除する',
    mailCameBack:
      '<b>{who}</b> へのメールが戻ってきたため、送信を停止しました。ふたたび届くようになった場合は下のボタンで再開するか、<a>別のアドレス</a>をお知らせください。',
    endpointSilent:
      '<b>{who}</b> の送信先が長い間メッセージを受け付けなかったため、送信を停止しました。復旧した場合は、下のボタンで再開できます。',
    writeAgain: '送信を再開する',
    writeItAgain: '送信を再開する',
    openLink: 'お送りしたメールのリンクを開き、そこにあるボタンを押してください。',
    ownInvalid:
      '途中で切れているか、その後に変更したアドレスのものである可能性があります。<a>新しいリンクを送信</a>してください。',
    done: {
      choices: '保存しました。今後のお知らせから適用されます。',
      incidents: '保存しました。',
      pause: 'メールを一時停止しました。',
      resumption: '一時停止を解除しました。ふたたびお知らせします。',
      reactivation: '送信を再開しました。',
      address: '新しいアドレスにお送りできる場合は、確認用のリンクを記載したメールをお送りしています。',
    },
    doneEndpointWords: {
      pause: 'この間、送信先へは何も送りません。',
      resumption: '一時停止を解除しました。送信先へのお知らせを再開します。',
      reactivation: '送信先への送信を再開しました。',
    },
    singles: '個別の障害',
    singlesNote: '上の設定にかかわらず、お知らせすることがなくなるまで届きます。',
    updatesAndReport: 'すべてのお知らせと報告書',
    everyUpdate: 'すべてのお知らせ',
    reportOnly: '報告書が公開されたとき',
    follow: '受け取る',
    stop: '停止する',
    followOne: (name) => `${name} を受け取る`,
    stopOne: (name) => `${name} の受け取りを停止する`,
    pause: '一時停止',
    anotherEnd: '一時停止の期間を変更する',
    nothingForAWhile: 'しばらく受け取らない',
    ends: { day: '1日', week: '1週間', month: '30日', open: '解除するまで' },
    pauseNote: '一時停止中のお知らせを後から送ることはありません。すべてページ上でご覧いただけます。',
    anotherAddress: '別のアドレス',
    waiting: '<b>{address}</b> での確認を {until} まで待っています。それまでは {who} にお送りします。',
    writeMeAt: '新しいアドレス',
    askNew: '新しいアドレスに確認を送る',
    addressNote:
      '新しいアドレスにリンクをお送りします。そこで確認されると、以前のアドレスにお送りしたリンクはすべて使えなくなります。',
    sentYou: '送信の記録',
    sentNothing: '過去90日間の記録はありません。',
    last90: '過去90日間',
    newestHundred: '過去90日間、最新の100件',
    when: '日時',
    what: '内容',
    became: '結果',
    beForgotten: 'データの削除',
    leave: '配信の停止',
    leaveNote: 'ただちにすべての配信を停止します。再開できるように、設定は残ります。',
    deleteMe: 'データを削除する',
    deleteNote: 'アドレス、設定、受信に関する記録を削除します。このページもなくなり、元に戻すことはできません。',
    deleteForGood: '完全に削除する',
    forgotten: 'データを削除しました。',
    forgottenDeck: 'アドレスと設定をすべて削除しました。これまでのリンクはすべて使えません。',
    forgottenNote:
      '記録に残るのは、個人を特定できない番号だけです。ふたたびお知らせを受け取るには、<a>もう一度登録</a>してください。',
    secret: '署名用シークレット',
    secretOnce: '署名用シークレットです。表示は今回限りですので、いまコピーしてください。',
    secretNote:
      'すべてのメッセージは、<a>Standard Webhooks 1.0</a> に従ってこのシークレットで署名されます。紛失した場合は、専用ページで新しく作成できます。',
    signingNote:
      '各メッセージは Standard Webhooks 1.0 に従って署名されます。変更後の1日間は以前のシークレットによる署名も付くため、メッセージを失わずに切り替えられます。',
    newSecret: '新しいシークレットを作成する',
    news: 'お知らせ',
    sent: {
      'incident.opened': '新しい障害',
      'incident.updated': 'お知らせ',
      'incident.resolved': '解決済み',
      'maintenance.scheduled': 'メンテナンスの予定',
      'maintenance.rescheduled': 'メンテナンスの日程変更',
      'maintenance.begun': 'メンテナンスの開始',
      'maintenance.updated': 'メンテナンスのお知らせ',
      'maintenance.completed': 'メンテナンスの完了',
      'maintenance.cancelled': 'メンテナンスの中止',
      'postmortem.published': '報告書',
      'promise.lapsed': '遅れたお知らせ',
      'component.stateSet': '状態の変更',
      'subscriber.asked': '登録のご確認',
      'subscriber.linkAsked': 'このページへのリンク',
      'subscriber.addressAsked': '新しいアドレスへの確認',
      'subscriber.failing': '送信先に届かないことの警告',
      'subscriber.suppressed': '送信先への停止のご連絡',
    },
    outcomes: {
      waiting: '送信中',
      leased: '送信中',
      retrying: '未達のため再送中',
      sent: '受信側が受け付けました',
      bounced: '戻ってきました',
      failed: '受信側が拒否しました',
      suppressed: '未送信：アドレスに届かないため',
      skipped: '未送信：一時停止中、停止済み、または取り下げのため',
    },
  },
}
