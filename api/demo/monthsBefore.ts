import { instantOf, wallOf } from '../context/zones.ts'
import { afterwards, incident, maintenance, minutes, type Parts, type Step } from './scene.ts'
import { shop } from './shop.ts'

/** What the shop went through before it opened to everybody, and what it plans. */
export function monthsBefore(parts: Parts, now: Date): Step[] {
  const day = dayIn(now)
  return [
    ...incident(parts, {
      name: 'Return labels come out empty',
      at: day(-83, '14:20'),
      severity: 'SEV3',
      states: { returns: 'partial_outage' },
      body: 'Labels for returns are printed without an address. Please wait with sending anything back; the time that you have for it is not running meanwhile.',
      posts: [
        {
          after: 32,
          status: 'identified',
          body: 'An update of our label printer’s program dropped the address field. We are going back to the version before.',
        },
        {
          after: 78,
          status: 'resolved',
          body: 'Labels are complete again. If you printed an empty one, just print it once more: the link in your mail still works.',
        },
      ],
    }),
    ...incident(parts, {
      name: 'The shop opens slowly',
      at: day(-74, '19:47'),
      severity: 'SEV3',
      states: { storefront: 'degraded_performance', search: 'degraded_performance' },
      body: 'Pages take ten seconds and longer to open. Orders that are under way can be finished, with some patience.',
      posts: [
        {
          after: 18,
          status: 'identified',
          body: 'A gardening programme on television mentioned us. We are glad, and add servers.',
        },
        {
          after: 41,
          status: 'monitoring',
          body: 'The added servers take their share and pages open as quickly as usual.',
          states: { storefront: 'operational', search: 'operational' },
        },
        {
          after: 75,
          status: 'resolved',
          body: 'Everything has been quick for half an hour. Welcome, whoever came in just now.',
        },
      ],
    }),
    ...afterwards(parts, {
      name: 'No Saturday could be chosen for delivery',
      at: day(-58, '08:05'),
      lasted: 310,
      states: { booking: 'degraded_performance' },
      body: 'For five hours in the morning the calendar offered no Saturdays, because a holiday was entered in the wrong week. Nobody’s delivery was moved. We noticed only when a customer asked, which is why this note comes a day late; the calendar is now compared with the carrier’s every hour.',
    }),
    ...cardsRefused(parts, day(-41, '11:32')),
    ...maintenance(parts, {
      name: 'Customer accounts move to a new database',
      announced: day(-37, '10:00'),
      from: day(-33, '02:00'),
      minutes: 90,
      about: ['accounts'],
      body: 'Signing in and changing addresses will not be possible in this time. Ordering as a guest works all night.',
      begun: 'We have begun. Accounts are closed until the move is done.',
      done: {
        after: 66,
        body: 'The move is done, a little earlier than planned. If you cannot sign in, please tell us; everything that we checked is there.',
      },
    }),
    ...incident(parts, {
      name: 'Order confirmations arrive late',
      at: day(-20, '16:10'),
      severity: 'SEV4',
      states: { confirmations: 'degraded_performance' },
      body: 'Confirmations by mail take up to forty minutes. Your order is safe as soon as the shop has thanked you for it.',
      posts: [
        {
          after: 25,
          status: 'identified',
          body: 'A large mail provider accepts our mails slowly today. We have moved confirmations ahead of everything else that we send.',
        },
        { after: 118, status: 'resolved', body: 'Confirmations arrive within a minute again, and none was lost.' },
      ],
    }),
    ...incident(parts, {
      name: 'Search does not find the newest plants',
      at: day(-8, '09:15'),
      severity: 'SEV4',
      states: { search: 'degraded_performance' },
      body: 'Plants that we added since yesterday are not found by search. They are in the shop: look under *New this week*.',
      posts: [
        {
          after: 40,
          status: 'identified',
          body: 'The nightly index stopped at a plant whose name has a character that it did not know. We have taught it the character and started it again.',
        },
        { after: 96, status: 'resolved', body: 'All plants are found, *Calathea ‘Åsa’* included.' },
      ],
    }),
    ...maintenance(parts, {
      name: 'A newer payment page',
      announced: minutes(now, -26 * 60),
      from: day(3, '05:00'),
      minutes: 45,
      about: ['payments', 'checkout'],
      body: 'We move to a newer version of our payment page. Paying by card is not possible for up to ten minutes in this window; baskets are kept, and everything else stays open.',
    }),
  ]
}

function cardsRefused(parts: Parts, at: Date): Step[] {
  return incident(parts, {
    name: 'Some cards are refused',
    at,
    severity: 'SEV2',
    states: { payments: 'partial_outage' },
    body: 'About one card in five is refused, whatever is on it. Bank transfer works. We are in touch with our payment provider.',
    advice: 'Pay by bank transfer, or try another card. A refused payment has not been taken.',
    nextIn: 30,
    posts: [
      {
        after: 22,
        status: 'identified',
        body: 'One of the two connections to our payment provider answers with errors. From now on everything goes over the other one.',
        nextIn: 30,
      },
      {
        after: 48,
        status: 'monitoring',
        body: 'Since then no card has been refused without a reason. We keep watching while the provider mends its connection.',
        states: { payments: 'operational' },
        nextIn: 60,
      },
      {
        after: 95,
        status: 'resolved',
        body: 'Both connections work, and payments use both again. Nobody was charged twice; we have compared every payment of the morning.',
      },
    ],
  })
}

/** A wall-clock time so many days from now. */
function dayIn(now: Date) {
  return (days: number, time: string) => {
    const date = wallOf(minutes(now, days * 1440), shop.timeZone).slice(0, 10)
    return instantOf(`${date}T${time}`, shop.timeZone)
  }
}
