import { subscriberComponents, subscribers } from '../../db/schema.ts'
import { addComponent } from '../components/addComponent.ts'
import { as, type Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
import { parseAddress } from '../subscribers/address.ts'
import { monthsBefore } from './monthsBefore.ts'
import { openingDay } from './openingDay.ts'
import { minutes, type Parts } from './scene.ts'
import { seedPage } from './seedPage.ts'
import { groups, readers, shop } from './shop.ts'

/**
 * Fills an empty database with a shop on its opening day, by the same verbs that people use, at the times at which they
 * would have used them. Nobody is mailed for it.
 * @param now the present of the story
 * @returns false, and nothing is written, when there is a page already or another process is making one
 */
export async function seedDemo(ctx: Context, now: Date): Promise<boolean> {
  const moment = new Date(Math.floor(+now / 60_000) * 60_000)
  const before = minutes(moment, -110 * 1440)
  const at = (time: Date): Context => ({ ...as(ctx, { kind: 'system' }), now: () => time })
  if (!(await seedPage(at(before), shop))) return false
  const parts = await addParts(at(before), before)
  await addReaders(at(minutes(before, 1440)), parts)
  const steps = [...monthsBefore(parts, moment), ...openingDay(parts, moment)]
  for (const step of steps.toSorted((a, b) => +a.at - +b.at)) await step.play(at(step.at))
  return true
}

async function addParts(ctx: Context, before: Date): Promise<Parts> {
  const startDate = before.toISOString().slice(0, 10)
  const ids: Partial<Parts> = {}
  for (const group of groups) {
    const groupId = await addComponent(ctx, { name: group.name, isGroup: true })
    for (const { part, name, description } of group.parts)
      ids[part] = await addComponent(ctx, { name, description, groupId, startDate })
  }
  return ids as Parts
}

/** Straight into the table: asking and confirming would put mails into the mailbox that nobody waits for. */
async function addReaders(ctx: Context, parts: Parts): Promise<void> {
  await commit(ctx, {}, async (tx, record) => {
    const at = ctx.now()
    for (const reader of readers) {
      const { address, key: addressKey } = parseAddress(reader.address)
      const row = {
        address,
        addressKey,
        state: 'active',
        everything: !reader.parts,
        createdAt: at,
        askedAt: at,
        confirmedAt: at,
      } as const
      const [added] = await tx
        .insert(subscribers)
        .values({ ...row, asks: [] })
        .returning({ id: subscribers.id })
      const subscriberId = added?.id as number
      for (const part of reader.parts ?? [])
        await tx.insert(subscriberComponents).values({ subscriberId, componentId: parts[part] })
      await record({ kind: 'subscriber.confirmed', subject: String(subscriberId), audience: 'internal' })
    }
    return 'readers'
  })
}
