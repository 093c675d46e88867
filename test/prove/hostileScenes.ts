import { setTimeout as pause } from 'node:timers/promises'
import type { Hostile, Manners } from '../sinks/hostile.ts'

/** One way in which a mail server misbehaves while a post is told. */
export type Scene = {
  name: string
  manners: Manners
  /**
   * What else happens while the mails go out; afterwards everything can be delivered.
   * @param left how many have not been told yet
   * @returns what is wrong, if anything
   */
  meanwhile?(sink: Hostile, left: () => number): Promise<string | undefined>
  /** Addresses for which the server means it: not told, and written to no more. */
  gone?(address: string): boolean
  /** Refused for another reason: not told this time, and told the next. */
  refused?(address: string): boolean
  /** Told once more, because the server lost its answer. */
  twice?(address: string): boolean
  /** Seconds within which everybody is told. */
  within: number
}

const number = (address: string) => Number(/\d+/.exec(address)?.[0])
/** One in so many addresses, others for another `which`. */
const one = (inSoMany: number, which: number) => (address: string) => number(address) % inSoMany === which
const busy = one(30, 3)
const cut = one(20, 4)
const lost = one(20, 5)
const grey = one(10, 6)
const first = (affected: (address: string) => boolean, answer: string) => (address: string, tries: number) =>
  tries === 1 && affected(address) ? answer : undefined
const everybody = () => true

export const scenes: Scene[] = [
  { name: 'ordinary', manners: {}, within: 60 },
  {
    name: '451 greylisting for everybody',
    manners: { rcpt: first(everybody, '451 4.7.1 Greylisted, come back') },
    within: 120,
  },
  {
    name: '421 at DATA',
    manners: { data: first(busy, '421 4.3.2 Shutting down') },
    within: 240,
  },
  {
    name: 'drop in the middle of DATA',
    manners: {
      cutAfter: (address, tries) => (tries === 1 && cut(address) ? 500 + (number(address) % 4000) : undefined),
    },
    within: 240,
  },
  {
    name: 'accepted, and the 250 lost',
    manners: { end: (address, tries) => (tries === 1 && lost(address) ? 'lose' : 'accept') },
    twice: lost,
    within: 240,
  },
  {
    name: '550 for 2 %, 554 for 1 %',
    manners: {
      rcpt: (address) => (one(50, 1)(address) ? '550 5.1.1 No such user here' : undefined),
      end: (address) => (one(100, 2)(address) ? '554 5.7.1 Rejected by policy' : 'accept'),
    },
    gone: one(50, 1),
    refused: one(100, 2),
    within: 120,
  },
  {
    name: 'all of it at once',
    manners: {
      rcpt: first(grey, '451 4.7.1 Greylisted, come back'),
      data: first(busy, '421 4.3.2 Shutting down'),
      cutAfter: (address, tries) => (tries === 1 && cut(address) ? 900 : undefined),
      end: (address, tries) =>
        one(100, 7)(address) ? '554 5.7.1 Rejected by policy' : tries === 1 && lost(address) ? 'lose' : 'accept',
    },
    // Whoever meets two of these troubles meets the lost answer at a later try, or never.
    twice: (address) => lost(address) && !busy(address) && !one(100, 7)(address),
    refused: one(100, 7),
    within: 300,
  },
  { name: 'three connections and no more', manners: { mostOpen: 3 }, within: 300 },
  { name: 'many lines, and 200 ms before each', manners: { pause: 200, wordy: true }, within: 420 },
  {
    name: 'garbage instead of a greeting, for 20 s',
    manners: { greet: () => 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n' },
    meanwhile: (sink, left) => troubled(20, () => sink.behave({}), left),
    within: 240,
  },
  {
    name: 'a black hole for 45 s',
    manners: { greet: () => undefined },
    meanwhile: (sink, left) => troubled(45, () => sink.behave({}), left),
    within: 300,
  },
  {
    name: 'greets, and never answers three of the mails, for 45 s',
    manners: {
      end: (address, tries) => (tries === 1 && number(address) <= 2000 && one(700, 11)(address) ? 'hang' : 'accept'),
    },
    async meanwhile(sink, left) {
      await pause(45_000)
      const waiting = left()
      sink.hangUp()
      return waiting > 3 ? `${waiting} waited for three` : undefined
    },
    within: 240,
  },
  {
    name: 'down for 2 minutes',
    manners: {},
    async meanwhile(sink, left) {
      await sink.down()
      return troubled(120, () => sink.up(), left)
    },
    within: 420,
  },
]

/** Nothing goes for so many seconds; within a minute after that, mail must go again. */
async function troubled(seconds: number, mend: () => unknown, left: () => number): Promise<string | undefined> {
  const all = left()
  await pause(seconds * 1000)
  if (left() < all) return 'mail went out all the same'
  await mend()
  for (const end = Date.now() + 60_000; left() === all; await pause(100))
    if (Date.now() > end) return 'no mail in the minute after the server was mended'
  return undefined
}
