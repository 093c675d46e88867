import { pluralIn } from '../plural.ts'
import type { Words } from './words.ts'

const plural = pluralIn('de')

export const de: Words = {
  times: {
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    inZone: (clock, zone) => `${clock} Uhr ${zone}`,
    span: (from, to) => `${from} – ${to}`,
    minutes: (count) => `${count} Min.`,
    hours: (count) => `${count} Std.`,
    days: (count) => plural(count, { one: `${count} Tag`, other: `${count} Tagen` }),
    both: (larger, smaller) => `${larger} ${smaller}`,
  },
  colon: (word, text) => `${word}: ${text}`,
  between: ' ',
  states: {
    operational: 'Funktioniert',
    under_maintenance: 'Wartung',
    degraded_performance: 'Eingeschränkt',
    partial_outage: 'Teilausfall',
    major_outage: 'Schwerer Ausfall',
  },
  statesWithin: {
    operational: 'funktioniert',
    under_maintenance: 'Wartung',
    degraded_performance: 'eingeschränkt',
    partial_outage: 'Teilausfall',
    major_outage: 'schwerer Ausfall',
  },
  statuses: {
    investigating: 'Wird untersucht',
    identified: 'Ursache gefunden',
    monitoring: 'Wird beobachtet',
    resolved: 'Behoben',
    postmortem: 'Bericht',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'Wird geprüft',
    completed: 'Abgeschlossen',
    cancelled: 'Abgesagt',
  },
  andMore: (count) => plural(count, { one: 'und eine weitere', other: `und ${count} weitere` }),

  incident: {
    began: (when) => `seit ${when}`,
    after: (duration) => `nach ${duration}`,
    update: (number) => `Meldung ${number}`,
    nextUpdateBy: (when) => `Nächste Meldung bis ${when}`,
    advice: 'Was Sie tun können',
    affected: 'Betroffen',
    notAffected: 'Nicht betroffen',
    readAll: (count) =>
      plural(count, {
        one: 'Auf der Statusseite verfolgen',
        other: count === 2 ? 'Beide Meldungen lesen' : `Alle ${count} Meldungen lesen`,
      }),
    writtenIn: (language) => `Diese Meldung wurde auf ${language} verfasst.`,
  },
  maintenance: {
    notice: (number) => `Hinweis ${number}`,
    moved: 'Verschoben',
    when: 'Wann',
    beforeItMoved: 'Bisher geplant',
    see: 'Auf der Statusseite ansehen',
  },
  ours: {
    begun: 'Die geplante Wartung hat begonnen.',
    complete: 'Die geplante Wartung ist abgeschlossen.',
    moved: 'Diese Wartung wurde verschoben; es gilt der neue Zeitraum.',
  },
  postmortem: {
    word: 'Abschlussbericht',
    published: (when) => `veröffentlicht am ${when}`,
    about: (incident, when) => `Zum Vorfall „${incident}“ vom ${when}.`,
    read: 'Den ganzen Bericht lesen',
    writtenIn: (language) => `Dieser Bericht wurde auf ${language} verfasst.`,
  },
  promise: {
    overdue: 'Überfällig',
    since: (when) => `seit ${when}`,
    update: (by) => `Eine Meldung war bis ${by} zugesagt.`,
    postmortem: (by) => `Ein Abschlussbericht war bis ${by} zugesagt.`,
    notYet: 'Bisher ist nichts erschienen.',
    came: (when) => `Verspätet erschienen: ${when}.`,
    state: 'Stand jetzt',
    asked: 'Sie möchten erfahren, wenn ein zugesagter Zeitpunkt verstreicht.',
  },
  components: {
    changed: (state, before) => `${state} (vorher: ${before})`,
    see: 'Zur Statusseite',
  },
  footer: {
    sentTo: (address) => `Gesendet an ${address}`,
    follows: {
      everything: 'Sie haben alles auf dieser Statusseite abonniert.',
      choice: 'Sie haben eine Auswahl von dieser Statusseite abonniert.',
      incident: 'Sie verfolgen nur diesen einen Fall, nicht die ganze Statusseite.',
    },
    change: 'Auswahl ändern',
    leave: 'Abbestellen',
    page: 'Statusseite',
  },
  confirm: {
    subject: (page) => `Bitte bestätigen: E-Mails von ${page}`,
    state: 'Bitte bestätigen',
    title: (page) => `Möchten Sie E-Mails von ${page}?`,
    asked: (page) =>
      `Wir wurden gebeten, vermutlich von Ihnen, an diese Adresse zu schreiben, wenn bei ${page} etwas ausfällt oder eine Wartung geplant ist.`,
    askedOther: (page) =>
      `Wir wurden gebeten, vermutlich von Ihnen, über ${page} an diese Adresse zu schreiben: nur mit den unten genannten Meldungen.`,
    about: 'Worüber',
    everything: 'Alles auf der Statusseite',
    which: 'Welche Meldungen',
    kinds: {
      incidents: 'Vorfälle',
      maintenance: 'Geplante Wartungen',
      postmortems: 'Berichte nach Vorfällen',
      promises: 'Nicht gehaltene Zusagen',
    },
    act: 'Abonnement bestätigen',
    otherwise:
      'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung senden wir keine Meldungen, und nach 7 Tagen löschen wir die Adresse.',
  },
  link: {
    subject: (page) => `Ihr Abonnement bei ${page}`,
    state: 'Wie gewünscht',
    title: 'Hier geht es zu Ihrem Abonnement',
    said: (page) =>
      `Auf Ihrer eigenen Seite sehen Sie, was Sie von ${page} erfahren. Dort können Sie es ändern, eine Pause einlegen, nachsehen, was wir Ihnen geschickt haben, oder sich abmelden.`,
    add: 'Dort hinzufügen',
    act: 'Eigene Seite öffnen',
    otherwise:
      'Wer diesen Link hat, kann Ihr Abonnement ändern; geben Sie ihn bitte nicht weiter. Wenn Sie nicht danach gefragt haben, brauchen Sie nichts zu tun: Es hat sich nichts geändert.',
  },
  address: {
    subject: (page) => `Bitte bestätigen: neue Adresse bei ${page}`,
    title: 'Sollen wir künftig an diese Adresse schreiben?',
    asked: (page) =>
      `Wir wurden gebeten, vermutlich von Ihnen, Meldungen von ${page} an diese Adresse zu senden statt an die bisherige.`,
    act: 'Diese Adresse verwenden',
    otherwise: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung bleibt alles, wie es ist.',
  },
  endpoint: {
    kinds: {
      webhook: 'Webhook',
      slack: 'Slack',
      teams: 'Microsoft Teams',
      discord: 'Discord',
      google_chat: 'Google Chat',
    },
    endpoint: 'Endpunkt',
    host: 'Server',
    confirmSubject: (page) => `Bitte bestätigen: Endpunkt für ${page}`,
    confirmTitle: (page, kind) => `Sollen wir Meldungen von ${page} an diesen Endpunkt senden (${kind})?`,
    asked: (page) =>
      `Wir wurden gebeten, vermutlich von Ihnen, Meldungen von ${page} an den unten genannten Endpunkt zu senden und an diese Adresse zu schreiben, falls er einmal ausfällt.`,
    act: 'Endpunkt bestätigen',
    otherwise:
      'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung senden wir nichts dorthin, und nach 7 Tagen löschen wir beide Adressen.',
    failingSubject: (page) => `Ihr Endpunkt für ${page} ist nicht erreichbar`,
    failingState: 'Endpunkt gestört',
    failingTitle: 'Wir erreichen Ihren Endpunkt nicht',
    failing:
      'Unsere Nachrichten dorthin werden abgelehnt oder nicht beantwortet. Wir versuchen es weiter, mit wachsenden Pausen.',
    nextUntil: (when) => `Wenn bis ${when} nichts durchkommt, schalten wir ihn ab und sagen Ihnen Bescheid.`,
    next: 'Wenn noch länger nichts durchkommt, schalten wir ihn ab und sagen Ihnen Bescheid.',
    since: 'Gestört seit',
    answer: 'Letzte Antwort',
    see: 'Endpunkt ansehen',
    offSubject: (page) => `Ihr Endpunkt für ${page} wurde abgeschaltet`,
    offState: 'Endpunkt abgeschaltet',
    offTitle: 'Wir haben Ihren Endpunkt abgeschaltet',
    off: 'Wir senden nichts mehr dorthin. Sobald er wieder arbeitet, können Sie ihn selbst einschalten; was inzwischen geschah, steht auf der Statusseite.',
    on: 'Wieder einschalten',
    testState: 'Testnachricht',
    testTitle: (page) => `Nachrichten von ${page} kommen hier an`,
    test: 'Es ist nichts passiert. So werden Neuigkeiten aussehen.',
    why: (page) => `Sie erhalten diese E-Mail, weil Sie für einen Endpunkt verantwortlich sind, der ${page} folgt.`,
  },
}
