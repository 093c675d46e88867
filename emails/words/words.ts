import type { ChannelKind, ComponentState, Hearing, Status } from '../../db/vocabulary.ts'

/** What somebody follows, as far as a mail says it. */
export type Follows = 'everything' | 'choice' | 'incident'

/** Everything that mails say of their own, in one language. What people wrote, and names, are never in it. */
export type Words = {
  times: {
    dayAndClock: (day: string, clock: string) => string
    inZone: (clock: string, zone: string) => string
    span: (from: string, to: string) => string
    minutes: (count: number) => string
    hours: (count: number) => string
    days: (count: number) => string
    /** Two units, the larger one first. */
    both: (larger: string, smaller: string) => string
  }
  /** What belongs to a word in front of it: "Resolved: Checkout fails". */
  colon: (word: string, text: string) => string
  /** What stands between two sentences. */
  between: string
  states: Record<ComponentState, string>
  /** The same in the middle of a line. */
  statesWithin: Record<ComponentState, string>
  statuses: Record<Status, string>
  andMore: (count: number) => string

  incident: {
    began: (when: string) => string
    after: (duration: string) => string
    update: (number: number) => string
    nextUpdateBy: (when: string) => string
    advice: string
    affected: string
    notAffected: string
    readAll: (count: number) => string
    /** @param language the name of the language that the text is written in */
    writtenIn: (language: string) => string
  }
  maintenance: {
    notice: (number: number) => string
    moved: string
    when: string
    beforeItMoved: string
    see: string
  }
  /** Updates that nobody wrote: what we say when the clock acts. */
  ours: { begun: string; complete: string; moved: string }
  postmortem: {
    word: string
    published: (when: string) => string
    about: (incident: string, when: string) => string
    read: string
    writtenIn: (language: string) => string
  }
  promise: {
    overdue: string
    since: (when: string) => string
    update: (by: string) => string
    postmortem: (by: string) => string
    notYet: string
    came: (when: string) => string
    state: string
    asked: string
  }
  components: {
    changed: (state: string, before: string) => string
    see: string
  }
  footer: {
    sentTo: (address: string) => string
    follows: Record<Follows, string>
    change: string
    leave: string
    page: string
  }
  confirm: {
    subject: (page: string) => string
    state: string
    title: (page: string) => string
    asked: (page: string) => string
    /** The same for who wants neither incidents nor maintenance: what they want stands in a row of its own. */
    askedOther: (page: string) => string
    about: string
    everything: string
    which: string
    kinds: Record<Hearing, string>
    act: string
    otherwise: string
  }
  link: {
    subject: (page: string) => string
    state: string
    title: string
    said: (page: string) => string
    /** What stands in front of something that can be added there. */
    add: string
    act: string
    otherwise: string
  }
  address: {
    subject: (page: string) => string
    title: string
    asked: (page: string) => string
    act: string
    otherwise: string
  }
  endpoint: {
    kinds: Record<Exclude<ChannelKind, 'email'>, string>
    endpoint: string
    host: string
    confirmSubject: (page: string) => string
    confirmTitle: (page: string, kind: string) => string
    asked: (page: string) => string
    act: string
    otherwise: string
    failingSubject: (page: string) => string
    failingState: string
    failingTitle: string
    failing: string
    /** @param when until then */
    nextUntil: (when: string) => string
    next: string
    since: string
    answer: string
    see: string
    offSubject: (page: string) => string
    offState: string
    offTitle: string
    off: string
    on: string
    testState: string
    testTitle: (page: string) => string
    test: string
    why: (page: string) => string
  }
}
