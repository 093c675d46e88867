import type { Language } from '../../../db/vocabulary.ts'

/** The page of one incident or maintenance. */
export type IncidentWords = {
  incident: string
  maintenance: string
  titleOver: (word: string, name: string) => string
  named: (names: string) => string
  noStates: string
  concerns: string
  lasted: string
  /** "{time}", and "{state}" with its glyph. */
  atWorst: string
  promises: string
  kept: (some: number, all: number) => string
  by: string
  written: string
  notKept: string
  report: string
  published: string
  note: string
  writtenLater: string
  affected: string
  from: string
  to: string
  asTable: string
  followIncident: string
  followMaintenance: string
  followReport: string
  about: string
  everyUpdate: string
  onlyReport: string
  emailAbout: string
  followNote: string
}

export const incident: Record<Language, IncidentWords> = {
  en: {
    incident: 'Incident',
    maintenance: 'Planned maintenance',
    titleOver: (word, name) => `${word}: ${name}`,
    named: (names) => `Named as affected: ${names}.`,
    noStates: 'No state was recorded.',
    concerns: 'Concerns',
    lasted: 'Lasted',
    atWorst: '{time}, at worst {state}',
    promises: 'Promises',
    kept: (some, all) => `${some} of ${all} kept`,
    by: 'By {}',
    written: 'By {by}, written {kept}.',
    notKept: 'By {by}, not kept.',
    report: 'Report',
    published: '{report}, published {when}',
    note: 'Note',
    writtenLater: 'This was written down after the fact, on {}.',
    affected: 'What was affected, and when',
    from: 'From',
    to: 'To',
    asTable: 'The same as a table',
    followIncident: 'Follow this incident',
    followMaintenance: 'Follow this maintenance',
    followReport: 'Tell me when the report is there',
    about: 'What we write about',
    everyUpdate: 'Every update until it is over, and the report',
    onlyReport: 'Only the report on what happened',
    emailAbout: 'Get an email about this, and about nothing else',
    followNote:
      'You confirm the address once. If you follow us already, we mail you the link to your own page, where one button adds this.',
  },
  de: {
    incident: 'Vorfall',
    maintenance: 'Geplante Wartung',
    titleOver: (word, name) => `${word}: ${name}`,
    named: (names) => `Als betroffen genannt: ${names}.`,
    noStates: 'Ein Zustand wurde nicht festgehalten.',
    concerns: 'Betrifft',
    lasted: 'Dauer',
    atWorst: '{time}, schlimmstenfalls {state}',
    promises: 'Zusagen',
    kept: (some, all) => `${some} von ${all} gehalten`,
    by: 'Bis {}',
    written: 'Bis {by}, gemeldet {kept}.',
    notKept: 'Bis {by}, nicht gehalten.',
    report: 'Bericht',
    published: '{report}, veröffentlicht am {when}',
    note: 'Hinweis',
    writtenLater: 'Dies wurde nachträglich festgehalten, am {}.',
    affected: 'Was wann betroffen war',
    from: 'Von',
    to: 'Bis',
    asTable: 'Dasselbe als Tabelle',
    followIncident: 'Diesen Vorfall verfolgen',
    followMaintenance: 'Diese Wartung verfolgen',
    followReport: 'Benachrichtigen, sobald der Bericht da ist',
    about: 'Worüber wir schreiben',
    everyUpdate: 'Jede Meldung, bis es vorbei ist, und der Bericht',
    onlyReport: 'Nur der Bericht darüber, was geschehen ist',
    emailAbout: 'Eine E-Mail hierzu erhalten, und zu nichts anderem',
    followNote:
      'Sie bestätigen die Adresse einmal. Wenn Sie uns schon folgen, senden wir Ihnen den Link zu Ihrer eigenen Seite, auf der Sie dies mit einem Knopf hinzufügen.',
  },
  fr: {
    incident: 'Incident',
    maintenance: 'Maintenance prévue',
    titleOver: (word, name) => `${word} : ${name}`,
    named: (names) => `Signalés comme concernés : ${names}.`,
    noStates: 'Aucun état n’a été consigné.',
    concerns: 'Concerne',
    lasted: 'Durée',
    atWorst: '{time}, au pire {state}',
    promises: 'Promesses',
    kept: (some, all) => `${some} sur ${all} tenues`,
    by: 'Avant {}',
    written: 'Avant {by}, publié à {kept}.',
    notKept: 'Avant {by}, non tenue.',
    report: 'Compte rendu',
    published: '{report}, publié le {when}',
    note: 'Remarque',
    writtenLater: 'Ceci a été consigné après coup, le {}.',
    affected: 'Ce qui a été touché, et quand',
    from: 'De',
    to: 'À',
    asTable: 'Les mêmes données en tableau',
    followIncident: 'Suivre cet incident',
    followMaintenance: 'Suivre cette maintenance',
    followReport: 'Me prévenir quand le compte rendu est publié',
    about: 'Ce dont nous parlons',
    everyUpdate: 'Chaque mise à jour jusqu’à la fin, et le compte rendu',
    onlyReport: 'Seulement le compte rendu de ce qui s’est passé',
    emailAbout: 'Recevoir un e-mail à ce sujet, et à aucun autre',
    followNote:
      'Vous confirmez l’adresse une seule fois. Si vous nous suivez déjà, nous vous envoyons le lien vers votre page personnelle, où un bouton permet d’ajouter ceci.',
  },
  es: {
    incident: 'Incidente',
    maintenance: 'Mantenimiento previsto',
    titleOver: (word, name) => `${word}: ${name}`,
    named: (names) => `Señalados como afectados: ${names}.`,
    noStates: 'No se registró ningún estado.',
    concerns: 'Afecta a',
    lasted: 'Duración',
    atWorst: '{time}, en el peor momento: {state}',
    promises: 'Promesas',
    kept: (some, all) => `${some} de ${all} cumplidas`,
    by: 'Antes de las {}',
    written: 'Antes de: {by}; publicada: {kept}.',
    notKept: 'Antes de: {by}; no cumplida.',
    report: 'Informe',
    published: '{report}, publicado el {when}',
    note: 'Nota',
    writtenLater: 'Esto se anotó con posterioridad, el {}.',
    affected: 'Qué se vio afectado y cuándo',
    from: 'Desde',
    to: 'Hasta',
    asTable: 'Los mismos datos en una tabla',
    followIncident: 'Seguir este incidente',
    followMaintenance: 'Seguir este mantenimiento',
    followReport: 'Avisarme cuando se publique el informe',
    about: 'Sobre qué escribimos',
    everyUpdate: 'Todas las actualizaciones hasta el final, y el informe',
    onlyReport: 'Solo el informe de lo ocurrido',
    emailAbout: 'Reciba un correo sobre esto, y sobre nada más',
    followNote:
      'La dirección se confirma una sola vez. Si ya nos sigue, le enviaremos el enlace a su propia página, donde podrá añadir esto con un botón.',
  },
  ja: {
    incident: '障害',
    maintenance: '計画メンテナンス',
    titleOver: (word, name) => `${word}：${name}`,
    named: (names) => `影響があるとされたもの：${names}`,
    noStates: '状態は記録されていません。',
    concerns: '対象',
    lasted: '継続時間',
    atWorst: '{time}、最も悪い時点で{state}',
    promises: 'お知らせの予定',
    kept: (some, all) => `${all}件中${some}件を予定どおりお知らせ`,
    by: '{} まで',
    written: '予定 {by}、お知らせ {kept}。',
    notKept: '予定 {by}、守られませんでした。',
    report: '報告書',
    published: '{report}（{when} 公開）',
    note: '注記',
    writtenLater: 'この内容は {} に事後に記録されました。',
    affected: '影響の範囲と時間',
    from: '開始',
    to: '終了',
    asTable: '同じ内容を表で見る',
    followIncident: 'この障害の通知を受け取る',
    followMaintenance: 'このメンテナンスの通知を受け取る',
    followReport: '報告書が公開されたら通知を受け取る',
    about: '通知の内容',
    everyUpdate: '終了までのすべてのお知らせと報告書',
    onlyReport: '発生した内容についての報告書のみ',
    emailAbout: 'この件についてのみメールを受け取る',
    followNote:
      'アドレスの確認は一度だけです。すでに登録済みの場合は、専用ページへのリンクをお送りします。そのページのボタンで追加できます。',
  },
}
