import type { Client } from '@libsql/client'
import type { DeliveryState, SubscriberState } from '../../../db/vocabulary.ts'

export type Row = {
  id: number
  eventId: number
  recipientId: number
  state: DeliveryState
  fence: number
  attempts: number
  owner: string | null
  until: number | null
  next: number | null
}
export type Count = {
  eventId: number
  expanded: boolean
  waiting: number
  sent: number
  failed: number
  suppressed: number
  skipped: number
}
export type Ledger = { rows: Map<number, Row>; counts: Count[] }

const look = `select
  (select json_group_array(json_array(id, event_id, recipient_id, state, fence, attempts, lease_owner, lease_until, next_try_at)) from deliveries) as rows,
  (select json_group_array(json_array(event_id, expanded_at is not null, waiting, sent, failed, suppressed, skipped)) from fan_outs) as counts`

/** The whole ledger, as it is committed. One row of text, because this is asked after every write of every history. */
export async function ledgerOf(client: Client): Promise<Ledger> {
  const [found] = (await client.execute(look)).rows
  const rows = JSON.parse(String(found?.rows)) as [
    number,
    number,
    number,
    DeliveryState,
    number,
    number,
    string | null,
    number | null,
    number | null,
  ][]
  const counts = JSON.parse(String(found?.counts)) as number[][]
  return {
    rows: new Map(
      rows.map(([id, eventId, recipientId, state, fence, attempts, owner, until, next]) => [
        id,
        { id, eventId, recipientId, state, fence, attempts, owner, until, next },
      ]),
    ),
    counts: counts.map(([eventId = 0, expanded, waiting = 0, sent = 0, failed = 0, suppressed = 0, skipped = 0]) => ({
      eventId,
      expanded: expanded === 1,
      ...{ waiting, sent, failed, suppressed, skipped },
    })),
  }
}

/** Somebody who is told, and when they stopped or began to want it, in steps of the history. */
export type Person = {
  id: number
  state: SubscriberState
  confirmedAt: number
  /** The step in which they came, and that of the last change of state. */
  cameAt: number
  changedAt: number
  /** Active from before the first event to the end. */
  always: boolean
}
