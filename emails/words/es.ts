import { pluralIn } from '../plural.ts'
import type { Words } from './words.ts'

const plural = pluralIn('es')

export const es: Words = {
  times: {
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    inZone: (clock, zone) => `${clock} (${zone})`,
    span: (from, to) => `${from} – ${to}`,
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => plural(count, { one: `${count} día`, other: `${count} días` }),
    both: (larger, smaller) => `${larger} ${smaller}`,
  },
  colon: (word, text) => `${word}: ${text}`,
  between: ' ',
  states: {
    operational: 'En funcionamiento',
    under_maintenance: 'Mantenimiento',
    degraded_performance: 'Rendimiento reducido',
    partial_outage: 'Interrupción parcial',
    major_outage: 'Interrupción grave',
  },
  statesWithin: {
    operational: 'en funcionamiento',
    under_maintenance: 'mantenimiento',
    degraded_performance: 'rendimiento reducido',
    partial_outage: 'interrupción parcial',
    major_outage: 'interrupción grave',
  },
  statuses: {
    investigating: 'En investigación',
    identified: 'Causa identificada',
    monitoring: 'En observación',
    resolved: 'Resuelto',
    postmortem: 'Informe',
    scheduled: 'Previsto',
    in_progress: 'En curso',
    verifying: 'En comprobación',
    completed: 'Finalizado',
    cancelled: 'Cancelado',
  },
  andMore: (count) => plural(count, { one: 'y uno más', other: `y ${count} más` }),

  incident: {
    began: (when) => `inicio: ${when}`,
    after: (duration) => `tras ${duration}`,
    update: (number) => `Actualización ${number}`,
    nextUpdateBy: (when) => `Próxima actualización, a más tardar: ${when}`,
    advice: 'Qué puede hacer',
    affected: 'Afectado',
    notAffected: 'No afectado',
    readAll: (count) =>
      plural(count, { one: 'Seguirlo en la página de estado', other: `Leer las ${count} actualizaciones` }),
    writtenIn: (language) => `Esta actualización se redactó en ${language}.`,
  },
  maintenance: {
    notice: (number) => `Aviso ${number}`,
    moved: 'Nuevo horario',
    when: 'Cuándo',
    beforeItMoved: 'Horario anterior',
    see: 'Verlo en la página de estado',
  },
  ours: {
    begun: 'El mantenimiento previsto ha comenzado.',
    complete: 'El mantenimiento previsto ha finalizado.',
    moved: 'El horario de este mantenimiento ha cambiado; rige el nuevo.',
  },
  postmortem: {
    word: 'Informe final',
    published: (when) => `publicado el ${when}`,
    about: (incident, when) => `Sobre el incidente «${incident}» del ${when}.`,
    read: 'Leer el informe completo',
    writtenIn: (language) => `Este informe se redactó en ${language}.`,
  },
  promise: {
    overdue: 'Con retraso',
    since: (when) => `desde las ${when}`,
    update: (by) => `Se prometió una actualización a más tardar el ${by}.`,
    postmortem: (by) => `Se prometió un informe final a más tardar el ${by}.`,
    notYet: 'Todavía no se ha publicado.',
    came: (when) => `Se publicó con retraso: ${when}.`,
    state: 'Estado actual',
    asked: 'Usted pidió que le avisemos cuando venza un plazo prometido.',
  },
  components: {
    changed: (state, before) => `${state} (antes: ${before})`,
    see: 'Ver la página de estado',
  },
  footer: {
    sentTo: (address) => `Enviado a ${address}`,
    follows: {
      everything: 'Usted sigue todo lo que publica esta página de estado.',
      choice: 'Usted sigue lo que eligió en esta página de estado.',
      incident: 'Usted sigue solo este asunto, no toda la página de estado.',
    },
    change: 'Cambiar lo que recibe',
    leave: 'Darse de baja',
    page: 'Página de estado',
  },
  confirm: {
    subject: (page) => `Confirme su suscripción a ${page}`,
    state: 'Por confirmar',
    title: (page) => `¿Desea recibir mensajes de ${page}?`,
    asked: (page) =>
      `Nos han pedido, probablemente usted, que escribamos a esta dirección cuando algo falle en ${page} o haya un mantenimiento previsto.`,
    askedOther: (page) =>
      `Nos han pedido, probablemente usted, que escribamos a esta dirección acerca de ${page}: solo con las noticias que se indican abajo.`,
    about: 'Sobre',
    everything: 'Todo lo que publica la página de estado',
    which: 'Qué noticias',
    kinds: {
      incidents: 'Incidencias',
      maintenance: 'Mantenimientos previstos',
      postmortems: 'Informes de incidencias',
      promises: 'Promesas incumplidas',
    },
    act: 'Confirmar la suscripción',
    otherwise:
      'Si no ha sido usted, no haga nada: sin confirmación no enviamos noticias, y a los 7 días borramos la dirección.',
  },
  link: {
    subject: (page) => `Su suscripción a ${page}`,
    state: 'Tal como pidió',
    title: 'Este es el acceso a su suscripción',
    said: (page) =>
      `En su propia página verá lo que sigue en ${page}. Allí puede cambiarlo, hacer una pausa, consultar lo que le hemos enviado o darse de baja.`,
    add: 'Para añadir allí',
    act: 'Abrir su página',
    otherwise:
      'Quien tenga este enlace puede cambiar su suscripción, así que no lo comparta. Si no lo ha pedido usted, no haga nada: nada ha cambiado.',
  },
  address: {
    subject: (page) => `Confirme su nueva dirección para ${page}`,
    title: '¿Escribimos a esta dirección a partir de ahora?',
    asked: (page) =>
      `Nos han pedido, probablemente usted, que enviemos las noticias de ${page} a esta dirección, y ya no a la que las recibe hoy.`,
    act: 'Usar esta dirección',
    otherwise: 'Si no ha sido usted, no haga nada: sin confirmación, todo queda como está.',
  },
  endpoint: {
    kinds: {
      webhook: 'Webhook',
      slack: 'Slack',
      teams: 'Microsoft Teams',
      discord: 'Discord',
      google_chat: 'Google Chat',
    },
    endpoint: 'Destino',
    host: 'Servidor',
    confirmSubject: (page) => `Confirme un destino para ${page}`,
    confirmTitle: (page, kind) => `¿Enviamos las noticias de ${page} a este destino (${kind})?`,
    asked: (page) =>
      `Nos han pedido, probablemente usted, que enviemos las noticias de ${page} al destino que figura abajo, y que escribamos a esta dirección si alguna vez falla.`,
    act: 'Confirmar el destino',
    otherwise:
      'Si no ha sido usted, no haga nada: sin confirmación no se envía nada allí, y a los 7 días borramos ambas direcciones.',
    failingSubject: (page) => `No podemos llegar a su destino para ${page}`,
    failingState: 'El destino falla',
    failingTitle: 'No podemos llegar a su destino',
    failing:
      'Nuestros mensajes son rechazados o no obtienen respuesta. Seguimos intentándolo, con pausas cada vez más largas.',
    nextUntil: (when) => `Si nada llega antes, lo desactivaremos el ${when} y le avisaremos.`,
    next: 'Si sigue sin llegar nada durante mucho más tiempo, lo desactivaremos y le avisaremos.',
    since: 'Falla desde',
    answer: 'Última respuesta',
    see: 'Ver el destino',
    offSubject: (page) => `Su destino para ${page} se ha desactivado`,
    offState: 'Destino desactivado',
    offTitle: 'Hemos desactivado su destino',
    off: 'Ya no enviamos nada allí. Cuando vuelva a funcionar, puede activarlo usted; lo ocurrido mientras tanto está en la página de estado.',
    on: 'Volver a activarlo',
    testState: 'Mensaje de prueba',
    testTitle: (page) => `Los mensajes de ${page} llegan aquí`,
    test: 'No ha pasado nada. Así se verán las novedades.',
    why: (page) => `Recibe este mensaje porque responde de un destino que sigue ${page}.`,
  },
}
