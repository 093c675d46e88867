import { subscriberImports } from '../../db/schema.ts'
import { addSubscriber } from '../followers.ts'
import type { World } from '../world.ts'

/** People who cannot be reached, people who have not confirmed, and lists that were brought in; nobody more is told. */
export async function withLists(w: World): Promise<{ running: string; done: string }> {
  const gone = { state: 'suppressed', failures: 3 } as const
  const reasons = {
    'j.moreau@atelier-sud.example': '550 5.1.1 The email account that you tried to reach does not exist',
    'it@koster-groep.example': '554 5.7.1 Service unavailable; client host blocked using a block list',
    'orders@haldane-wholesale.example': '552 5.2.2 mailbox over quota',
    'old.account@brightkite.example': '550 5.2.1 mailbox disabled',
  }
  for (const [index, [address, suppressedFor]] of Object.entries(reasons).entries())
    await addSubscriber(w.ctx, address, { ...gone, suppressedFor, suppressedAt: daysAgo(w, 3 * index + 1) })
  await addSubscriber(w.ctx, 'https://hooks.freshfields.example', {
    ...gone,
    channel: 'webhook',
    host: 'hooks.freshfields.example',
    ownerAddress: 'ops@freshfields.example',
    suppressedFor: '410 Gone',
    suppressedAt: daysAgo(w, 2),
  })
  for (const name of ['anna', 'bert', 'carla'])
    await addSubscriber(w.ctx, `${name}@reading-circle.example`, { state: 'pending', askedAt: daysAgo(w, 2), asks: [] })
  const common = { actor: 'person:adaadmin0000', dryRun: false, attested: true }
  const errors = [
    { line: 1, sentence: 'Not used: “name”, “customer since”.' },
    { line: 17, sentence: 'This is not a mail address that we can write to.' },
    { line: 203, sentence: 'There is no component “Chekout”.' },
    { line: 204, sentence: 'There is no language “xx”; it is one of en, de, fr, es, ja.' },
    { line: 988, sentence: 'A quote is opened here and never closed.' },
  ]
  const running = {
    id: 'runningimprt',
    name: 'wholesale-customers.csv',
    lines: 12_000,
    done: 4507,
    added: 4380,
    known: 120,
  }
  const done = {
    id: 'doneimport00',
    name: 'newsletter.csv',
    lines: 1204,
    done: 1204,
    added: 1168,
    known: 30,
    refused: 4,
  }
  const looked = {
    id: 'lookedimport',
    name: 'newsletter.csv',
    lines: 1204,
    done: 1204,
    added: 1168,
    known: 30,
    refused: 4,
  }
  await w.ctx.db.write('urgent', (tx) =>
    tx.insert(subscriberImports).values([
      { ...common, ...looked, dryRun: true, startedAt: daysAgo(w, 5), finishedAt: daysAgo(w, 5), repeated: 2, errors },
      {
        ...common,
        ...done,
        attested: false,
        asked: 1165,
        startedAt: daysAgo(w, 4),
        finishedAt: daysAgo(w, 4),
        repeated: 2,
        errors,
      },
      { ...common, ...running, startedAt: daysAgo(w, 0), repeated: 3, refused: 4, errors },
    ]),
  )
  return { running: running.id, done: done.id }
}

const daysAgo = (w: World, days: number) => new Date(+w.ctx.now() - days * 86_400_000 - 60_000)
