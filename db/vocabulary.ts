// The words of the product: used alike in tables, routes, mails and tests. Imports nothing.

export const componentStates = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const
export type ComponentState = (typeof componentStates)[number]

export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'] as const
export type IncidentStatus = (typeof incidentStatuses)[number]

export const maintenanceStatuses = ['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'] as const
export type MaintenanceStatus = (typeof maintenanceStatuses)[number]

export type Status = IncidentStatus | MaintenanceStatus

export const impacts = ['none', 'minor', 'major', 'critical', 'maintenance'] as const
export type Impact = (typeof impacts)[number]

export const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const
export type Severity = (typeof severities)[number]

export const audiences = ['public', 'internal'] as const
export type Audience = (typeof audiences)[number]

export const roles = ['administrator', 'manager', 'viewer'] as const
export type Role = (typeof roles)[number]

export const scopes = ['read', 'post', 'administer', 'bounces'] as const
export type Scope = (typeof scopes)[number]

export const channels = ['email', 'webhook', 'slack', 'teams', 'discord', 'google_chat'] as const
export type ChannelKind = (typeof channels)[number]

/** What is posted to, not mailed: programs, and rooms of chats. */
export const endpointKinds = ['webhook', 'slack', 'teams', 'discord', 'google_chat'] as const satisfies ChannelKind[]
export type EndpointKind = (typeof endpointKinds)[number]

export const subscriberStates = ['pending', 'active', 'paused', 'unsubscribed', 'suppressed'] as const
export type SubscriberState = (typeof subscriberStates)[number]

export const floors = ['all', 'new_and_resolved', 'major'] as const
/** What a subscriber can hear of. */
export const hearings = ['incidents', 'maintenance', 'postmortems', 'promises'] as const
export type Hearing = (typeof hearings)[number]

export const languages = ['en', 'de', 'fr', 'es', 'ja'] as const
export type Language = (typeof languages)[number]

export type Floor = (typeof floors)[number]

export const deliveryStates = [
  'waiting',
  'retrying',
  'leased',
  'sent',
  'bounced',
  'failed',
  'suppressed',
  'skipped',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const causes = ['incident', 'maintenance', 'alert', 'hand'] as const
export type Cause = (typeof causes)[number]

export const actionItemStates = ['open', 'done', 'dropped'] as const
export type ActionItemState = (typeof actionItemStates)[number]

export const eventKinds = [
  'page.configured',
  'page.dayBegan',
  'component.added',
  'component.changed',
  'component.ordered',
  'component.retired',
  'component.stateSet',
  'incident.opened',
  'incident.updated',
  'incident.corrected',
  'incident.retracted',
  'incident.resolved',
  'incident.changed',
  'incident.classified',
  'incident.backfilled',
  'incident.imported',
  'maintenance.scheduled',
  'maintenance.rescheduled',
  'maintenance.begun',
  'maintenance.updated',
  'maintenance.completed',
  'maintenance.cancelled',
  'promise.lapsed',
  'postmortem.promised',
  'postmortem.drafted',
  'postmortem.published',
  'postmortem.corrected',
  'subscriber.asked',
  'subscriber.confirmed',
  'subscriber.changed',
  'subscriber.left',
  'subscriber.suppressed',
  'subscriber.forgotten',
  'subscriber.linkAsked',
  'subscriber.addressAsked',
  'subscriber.addressChanged',
  'subscriber.paused',
  'subscriber.resumed',
  'subscriber.reactivated',
  'subscriber.bounced',
  'subscriber.complained',
  'subscriber.failing',
  'subscriber.secretRotated',
  'subscriber.probed',
  'subscribers.importAsked',
  'subscribers.imported',
  'subscribers.importStopped',
  'subscribers.exported',
  'deliveries.resent',
  'person.added',
  'person.signedIn',
  'person.signedOut',
  'person.forgotten',
  'key.created',
  'key.revoked',
  'database.restored',
] as const
export type EventKind = (typeof eventKinds)[number]

export const dueKinds = [
  'maintenance.begin',
  'maintenance.complete',
  'promise',
  'day',
  'forget',
  'subscriber.resume',
  'subscribers.import',
] as const
export type DueKind = (typeof dueKinds)[number]

/** How bad a state is: the index in `componentStates`, worse is higher. */
export function rankOf(state: ComponentState): number {
  return componentStates.indexOf(state)
}

/** The worst of some states; `operational` of none. */
export function worstOf(states: Iterable<ComponentState>): ComponentState {
  let worst: ComponentState = 'operational'
  for (const state of states) if (rankOf(state) > rankOf(worst)) worst = state
  return worst
}
