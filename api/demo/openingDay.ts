import { wallOf } from '../context/zones.ts'
import { incident, minutes, type Parts, type Step } from './scene.ts'
import { shop } from './shop.ts'

/** The day on which the shop opened to everybody: half an hour without orders, and a smaller thing that is not over yet. */
export function openingDay(parts: Parts, now: Date): Step[] {
  return [...withoutOrders(parts, minutes(now, -6 * 60)), ...lateTracking(parts, minutes(now, -35))]
}

function withoutOrders(parts: Parts, at: Date): Step[] {
  const clock = (after: number) => wallOf(minutes(at, after), shop.timeZone).slice(11)
  return incident(parts, {
    name: 'Orders cannot be placed',
    at,
    severity: 'SEV1',
    states: { checkout: 'major_outage' },
    body: 'Nobody can finish an order at the moment: the last step, *Place order*, ends with an error. An order that fails costs you nothing. We are looking for the cause.',
    advice:
      'Leave your basket as it is, we keep it for three days. Trying again does not help until we have written here.',
    notAffected: 'Looking around the shop, your account, parcels that are on their way, and returns.',
    nextIn: 15,
    posts: [
      {
        after: 5,
        status: 'investigating',
        body: `Every order since ${clock(0)} has failed, in all the countries that we deliver to. Your bank is not even asked, so no money has moved. We are going through everything that we changed for today’s opening.`,
        nextIn: 15,
      },
      {
        after: 13,
        status: 'identified',
        body: `We have found the cause. The server that we added for today carries a wrong setting: it passes new orders to the system on which we rehearsed this day, and that one refuses them. We are taking it out of service.\n\nConfirmations of orders placed before ${clock(0)} are late for the same reason, by up to twenty minutes.`,
        states: { confirmations: 'degraded_performance' },
        nextIn: 20,
      },
      {
        after: 30,
        status: 'monitoring',
        body: `Orders go through again, since ${clock(30)}. The server with the wrong setting is out of service and the others carry the load well. Late confirmations are being sent. We watch for a while before we call this over.`,
        states: { checkout: 'operational' },
        nextIn: 30,
      },
      {
        after: 56,
        status: 'resolved',
        body: `This is over. Orders have worked without a fault since ${clock(30)}, and all late confirmations have been sent.\n\nFor half an hour on the day that we opened to everybody, nobody could buy a plant from us. We are sorry. What happened, and what we change, will stand here before the day is over.`,
      },
    ],
    report: { after: 205, title: 'Why nobody could order for half an hour on our opening day', body: report(clock) },
  })
}

function report(clock: (after: number) => string): string {
  return `From ${clock(0)} to ${clock(30)} no order could be placed at Fernhill Plants. A server that we had added for our opening day was set up wrongly. The mistake was ours and it could have been avoided. We apologise to everybody whom it cost time, patience or a plant.

## Who was affected

About 2,900 people were in the shop in that half hour, and 388 of them tried to place an order. All of them failed, and none of them was charged. Since then 301 have come back and ordered from the basket that we kept. We have written to the other 87, and their plants are set aside for them.

Looking around the shop, accounts, deliveries and returns worked all the time. No data was lost, and none was shown to anybody whom it does not concern.

## What happened

- **${clock(-4)}** We open the shop to everybody. The evening before, we added a fourth server for orders, to be on the safe side.
- **${clock(0)}** It becomes the turn of the new server to give out order numbers. From now on every order fails. Our alarm rings, and the first notice is on this page within a minute.
- **${clock(5)}** We know that all orders fail, everywhere, and that payments are not reached.
- **${clock(13)}** We see that the new server talks to our rehearsal system, and say so here.
- **${clock(21)}** The server is out of service. The other three need a few minutes to agree on the next number.
- **${clock(30)}** Orders work again.
- **${clock(56)}** The last late confirmation is sent, and we close the incident.

## Why it happened

We rehearse busy days on a copy of the shop. The fourth server was made from that copy, and one line in it, the one that says which order system it belongs to, was left as it was.

Nothing stood in the way of that line. Our checks ask each server whether it answers, and it did, quickly and politely. None of them asked whether an order comes out at the other end.

## What we change

- **Done:** a server that belongs to another system than its neighbours is not let in.
- **Done:** every minute, an order is placed and taken back on each server. When that fails, somebody is called.
- **Within two weeks:** servers are built from one written plan. Copying one from another is no longer possible.
- **Before our next busy day:** we rehearse adding a server, too, and not only what comes after it.

You came on our first day, and met an error. Thank you for coming back.

*Femke Aalders, who looks after the shop’s machines*`
}

/** Still running when the demo begins: the newcomer's first task is to post on it. */
function lateTracking(parts: Parts, at: Date): Step[] {
  return incident(parts, {
    name: 'Parcel tracking is about an hour behind',
    at,
    severity: 'SEV4',
    states: { tracking: 'degraded_performance' },
    body: 'The place that tracking shows for a parcel is about an hour old. Parcels themselves are on time. We are asking our carrier.',
    notAffected: 'Deliveries, the day that you have chosen for them, and everything in the shop.',
    posts: [
      {
        after: 16,
        status: 'identified',
        body: 'Our carrier has more parcels of ours to scan than on any day before, and its reports reach us in one long queue. It is adding a second one. Until then, take an hour off what tracking tells you.',
        nextIn: 90,
      },
    ],
  })
}
