import { pluralIn } from '../plural.ts'
import type { Words } from './words.ts'

const plural = pluralIn('fr')

// In front of colon, question mark and semicolon, and inside guillemets, stands a space that does not break (U+00A0).
export const fr: Words = {
  times: {
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    inZone: (clock, zone) => `${clock} (${zone})`,
    span: (from, to) => `${from} – ${to}`,
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => plural(count, { one: `${count} jour`, other: `${count} jours` }),
    both: (larger, smaller) => `${larger} ${smaller}`,
  },
  colon: (word, text) => `${word} : ${text}`,
  between: ' ',
  states: {
    operational: 'En service',
    under_maintenance: 'Maintenance',
    degraded_performance: 'Performances dégradées',
    partial_outage: 'Panne partielle',
    major_outage: 'Panne majeure',
  },
  statesWithin: {
    operational: 'en service',
    under_maintenance: 'maintenance',
    degraded_performance: 'performances dégradées',
    partial_outage: 'panne partielle',
    major_outage: 'panne majeure',
  },
  statuses: {
    investigating: 'Analyse en cours',
    identified: 'Cause identifiée',
    monitoring: 'Sous surveillance',
    resolved: 'Résolu',
    postmortem: 'Compte rendu',
    scheduled: 'Prévue',
    in_progress: 'En cours',
    verifying: 'Vérification en cours',
    completed: 'Terminée',
    cancelled: 'Annulée',
  },
  andMore: (count) => plural(count, { one: 'et un autre', other: `et ${count} autres` }),

  incident: {
    began: (when) => `début : ${when}`,
    after: (duration) => `après ${duration}`,
    update: (number) => `Mise à jour n° ${number}`,
    nextUpdateBy: (when) => `Prochaine mise à jour au plus tard : ${when}`,
    advice: 'Ce que vous pouvez faire',
    affected: 'Concerné',
    notAffected: 'Non concerné',
    readAll: (count) => plural(count, { one: 'Suivre sur la page d’état', other: `Lire les ${count} mises à jour` }),
    writtenIn: (language) => `Cette mise à jour a été rédigée en ${language}.`,
  },
  maintenance: {
    notice: (number) => `Avis n° ${number}`,
    moved: 'Horaire modifié',
    when: 'Quand',
    beforeItMoved: 'Horaire précédent',
    see: 'Voir sur la page d’état',
  },
  ours: {
    begun: 'La maintenance prévue a commencé.',
    complete: 'La maintenance prévue est terminée.',
    moved: 'Cette maintenance a été déplacée ; le nouvel horaire fait foi.',
  },
  postmortem: {
    word: 'Compte rendu',
    published: (when) => `publié le ${when}`,
    about: (incident, when) => `À propos de l’incident « ${incident} » du ${when}.`,
    read: 'Lire le compte rendu complet',
    writtenIn: (language) => `Ce compte rendu a été rédigé en ${language}.`,
  },
  promise: {
    overdue: 'En retard',
    since: (when) => `depuis ${when}`,
    update: (by) => `Une mise à jour était promise au plus tard le ${by}.`,
    postmortem: (by) => `Un compte rendu était promis au plus tard le ${by}.`,
    notYet: 'Rien n’a été publié depuis.',
    came: (when) => `Publication tardive : ${when}.`,
    state: 'État actuel',
    asked: 'Vous avez demandé à savoir quand un délai promis est dépassé.',
  },
  components: {
    changed: (state, before) => `${state} (avant : ${before})`,
    see: 'Voir la page d’état',
  },
  footer: {
    sentTo: (address) => `Envoyé à ${address}`,
    follows: {
      everything: 'Vous suivez tout ce que publie cette page d’état.',
      choice: 'Vous suivez votre sélection sur cette page d’état.',
      incident: 'Vous suivez uniquement ce sujet, pas toute la page d’état.',
    },
    change: 'Modifier vos choix',
    leave: 'Se désabonner',
    page: 'Page d’état',
  },
  confirm: {
    subject: (page) => `Confirmez votre abonnement à ${page}`,
    state: 'À confirmer',
    title: (page) => `Souhaitez-vous recevoir les messages de ${page} ?`,
    asked: (page) =>
      `On nous a demandé, sans doute vous-même, d’écrire à cette adresse lorsqu’une panne survient chez ${page} ou qu’une maintenance est prévue.`,
    askedOther: (page) =>
      `On nous a demandé, sans doute vous-même, d’écrire à cette adresse au sujet de ${page} : uniquement pour les nouvelles indiquées ci-dessous.`,
    about: 'Au sujet de',
    everything: 'Tout ce que publie la page d’état',
    which: 'Quelles nouvelles',
    kinds: {
      incidents: 'Pannes',
      maintenance: 'Maintenances prévues',
      postmortems: 'Comptes rendus après une panne',
      promises: 'Promesses non tenues',
    },
    act: 'Confirmer l’abonnement',
    otherwise:
      'Si la demande ne vient pas de vous, ne faites rien : sans confirmation, nous n’envoyons aucune nouvelle, et au bout de 7 jours l’adresse est effacée.',
  },
  link: {
    subject: (page) => `Votre abonnement à ${page}`,
    state: 'À votre demande',
    title: 'Voici l’accès à votre abonnement',
    said: (page) =>
      `Sur votre page personnelle, vous voyez ce que vous suivez chez ${page}. Vous pouvez y modifier vos choix, faire une pause, consulter ce qui vous a été envoyé ou vous désabonner.`,
    add: 'À y ajouter',
    act: 'Ouvrir votre page',
    otherwise:
      'Toute personne qui possède ce lien peut modifier votre abonnement : gardez-le pour vous. Si la demande ne vient pas de vous, ne faites rien : rien n’a changé.',
  },
  address: {
    subject: (page) => `Confirmez votre nouvelle adresse pour ${page}`,
    title: 'Devons-nous écrire désormais à cette adresse ?',
    asked: (page) =>
      `On nous a demandé, sans doute vous-même, d’envoyer les nouvelles de ${page} à cette adresse, au lieu de celle qui les reçoit aujourd’hui.`,
    act: 'Utiliser cette adresse',
    otherwise: 'Si la demande ne vient pas de vous, ne faites rien : sans confirmation, tout reste comme avant.',
  },
  endpoint: {
    kinds: {
      webhook: 'Webhook',
      slack: 'Slack',
      teams: 'Microsoft Teams',
      discord: 'Discord',
      google_chat: 'Google Chat',
    },
    endpoint: 'Destination',
    host: 'Hôte',
    confirmSubject: (page) => `Confirmez une destination pour ${page}`,
    confirmTitle: (page, kind) => `Devons-nous envoyer les nouvelles de ${page} à cette destination (${kind}) ?`,
    asked: (page) =>
      `On nous a demandé, sans doute vous-même, d’envoyer les nouvelles de ${page} à la destination ci-dessous, et d’écrire à cette adresse si elle cesse un jour de répondre.`,
    act: 'Confirmer la destination',
    otherwise:
      'Si la demande ne vient pas de vous, ne faites rien : sans confirmation, rien n’y est envoyé, et au bout de 7 jours les deux adresses sont effacées.',
    failingSubject: (page) => `Votre destination pour ${page} est injoignable`,
    failingState: 'Destination en échec',
    failingTitle: 'Nous n’arrivons pas à joindre votre destination',
    failing:
      'Nos messages y sont refusés ou restent sans réponse. Nous continuons d’essayer, à intervalles de plus en plus longs.',
    nextUntil: (when) => `Si rien ne passe d’ici là, nous la désactivons le ${when} et vous prévenons.`,
    next: 'Si rien ne passe pendant plus longtemps encore, nous la désactivons et vous prévenons.',
    since: 'En échec depuis',
    answer: 'Dernière réponse',
    see: 'Voir la destination',
    offSubject: (page) => `Votre destination pour ${page} a été désactivée`,
    offState: 'Destination désactivée',
    offTitle: 'Nous avons désactivé votre destination',
    off: 'Nous n’y envoyons plus rien. Dès qu’elle fonctionne de nouveau, vous pouvez la réactiver vous-même ; ce qui s’est passé entre-temps figure sur la page d’état.',
    on: 'La réactiver',
    testState: 'Message d’essai',
    testTitle: (page) => `Les messages de ${page} arrivent ici`,
    test: 'Il ne s’est rien passé. Les nouvelles auront cet aspect.',
    why: (page) => `Vous recevez ce message en tant que responsable d’une destination qui suit ${page}.`,
  },
}
