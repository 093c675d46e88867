import { pluralIn } from '../plural.ts'
import type { Words } from './words.ts'

const plural = pluralIn('en')

export const en: Words = {
  times: {
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    inZone: (clock, zone) => `${clock} ${zone}`,
    span: (from, to) => `${from} – ${to}`,
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => plural(count, { one: `${count} day`, other: `${count} days` }),
    both: (larger, smaller) => `${larger} ${smaller}`,
  },
  colon: (word, text) => `${word}: ${text}`,
  between: ' ',
  states: {
    operational: 'Working',
    under_maintenance: 'Maintenance',
    degraded_performance: 'Degraded',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
  },
  statesWithin: {
    operational: 'working',
    under_maintenance: 'maintenance',
    degraded_performance: 'degraded',
    partial_outage: 'partial outage',
    major_outage: 'major outage',
  },
  statuses: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    postmortem: 'Report',
    scheduled: 'Planned',
    in_progress: 'Under way',
    verifying: 'Checking',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  andMore: (count) => plural(count, { one: 'and one more', other: `and ${count} more` }),

  incident: {
    began: (when) => `began ${when}`,
    after: (duration) => `after ${duration}`,
    update: (number) => `Update ${number}`,
    nextUpdateBy: (when) => `Next update by ${when}`,
    advice: 'What you can do',
    affected: 'Affected',
    notAffected: 'Not affected',
    readAll: (count) =>
      plural(count, {
        one: 'Follow it on the status page',
        other: count === 2 ? 'Read both updates' : `Read all ${count} updates`,
      }),
    writtenIn: (language) => `This update was written in ${language}.`,
  },
  maintenance: {
    notice: (number) => `Notice ${number}`,
    moved: 'Moved',
    when: 'When',
    beforeItMoved: 'Before it moved',
    see: 'See it on the status page',
  },
  ours: {
    begun: 'The planned maintenance has begun.',
    complete: 'The planned maintenance is complete.',
    moved: 'This maintenance has been moved; the new times apply.',
  },
  postmortem: {
    word: 'Post-mortem',
    published: (when) => `published ${when}`,
    about: (incident, when) => `On “${incident}”, ${when}.`,
    read: 'Read the whole report',
    writtenIn: (language) => `This report was written in ${language}.`,
  },
  promise: {
    overdue: 'Overdue',
    since: (when) => `since ${when}`,
    update: (by) => `An update was promised by ${by}.`,
    postmortem: (by) => `A post-mortem was promised by ${by}.`,
    notYet: 'It has not been published yet.',
    came: (when) => `It was published late: ${when}.`,
    state: 'State now',
    asked: 'You asked to be told when a promised time passes.',
  },
  components: {
    changed: (state, before) => `${state} (before: ${before})`,
    see: 'See the status page',
  },
  footer: {
    sentTo: (address) => `Sent to ${address}`,
    follows: {
      everything: 'You follow everything on this status page.',
      choice: 'You follow what you chose on this status page.',
      incident: 'You follow just this one, not the whole status page.',
    },
    change: 'Change what you get',
    leave: 'Unsubscribe',
    page: 'Status page',
  },
  confirm: {
    subject: (page) => `Confirm your subscription to ${page}`,
    state: 'Please confirm',
    title: (page) => `Do you want mail from ${page}?`,
    asked: (page) =>
      `We were asked, probably by you, to write to this address when something breaks at ${page}, or when maintenance is planned.`,
    askedOther: (page) =>
      `We were asked, probably by you, to write to this address about ${page}: only with the kinds of news named below.`,
    about: 'About',
    everything: 'Everything on the status page',
    which: 'Which news',
    kinds: {
      incidents: 'Incidents',
      maintenance: 'Planned maintenance',
      postmortems: 'Reports after incidents',
      promises: 'Missed promises',
    },
    act: 'Confirm the subscription',
    otherwise:
      'If it was not you, do nothing: without the confirmation we send no news, and after 7 days we forget the address.',
  },
  link: {
    subject: (page) => `Your subscription to ${page}`,
    state: 'As you asked',
    title: 'Here is the way to your subscription',
    said: (page) =>
      `On your own page you see what you follow at ${page}. There you can change it, pause it, have a look at what was sent to you, or leave.`,
    add: 'To follow there',
    act: 'Open your own page',
    otherwise:
      'Whoever has this link can change your subscription, so keep it to yourself. If it was not you who asked, do nothing: nothing has changed.',
  },
  address: {
    subject: (page) => `Confirm your new address for ${page}`,
    title: 'Shall we write to this address from now on?',
    asked: (page) =>
      `We were asked, probably by you, to send news of ${page} to this address, and no longer to the one that gets it today.`,
    act: 'Use this address',
    otherwise: 'If it was not you, do nothing: without the confirmation everything stays as it is.',
  },
  endpoint: {
    kinds: {
      webhook: 'Webhook',
      slack: 'Slack',
      teams: 'Microsoft Teams',
      discord: 'Discord',
      google_chat: 'Google Chat',
    },
    endpoint: 'Endpoint',
    host: 'Host',
    confirmSubject: (page) => `Confirm an endpoint for ${page}`,
    confirmTitle: (page, kind) => `Shall we send news of ${page} to this endpoint (${kind})?`,
    asked: (page) =>
      `We were asked, probably by you, to send news of ${page} to the endpoint below, and to write to this address if it ever fails.`,
    act: 'Confirm the endpoint',
    otherwise:
      'If it was not you, do nothing: without the confirmation nothing is sent there, and after 7 days we forget both addresses.',
    failingSubject: (page) => `Your endpoint for ${page} cannot be reached`,
    failingState: 'Endpoint failing',
    failingTitle: 'We cannot reach your endpoint',
    failing: 'Our messages to it are refused, or get no answer. We keep trying, with growing pauses.',
    nextUntil: (when) => `If nothing has got through by ${when}, we switch it off and tell you.`,
    next: 'If nothing gets through for much longer, we switch it off and tell you.',
    since: 'Failing since',
    answer: 'Last answer',
    see: 'Look at the endpoint',
    offSubject: (page) => `Your endpoint for ${page} was switched off`,
    offState: 'Endpoint switched off',
    offTitle: 'We have switched your endpoint off',
    off: 'We send nothing there any more. When it works again, you can switch it on yourself; what happened meanwhile stands on the status page.',
    on: 'Switch it on again',
    testState: 'Test message',
    testTitle: (page) => `Messages from ${page} arrive here`,
    test: 'Nothing has happened. News will look like this.',
    why: (page) => `You get this because you answer for an endpoint that follows ${page}.`,
  },
}
