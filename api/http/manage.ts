import { Hono } from 'hono'
import { missing } from '../context/problems.ts'
import type { Mailbox } from '../delivery/mailbox.ts'
import type { Limits } from '../people/limits.ts'
import { account } from './account.ts'
import type { C, Env } from './env.ts'
import { componentForms } from './manage/components.ts'
import { deliveryForms } from './manage/deliveries.ts'
import { endpointForms } from './manage/endpoints.ts'
import { incidentForms } from './manage/incidents.ts'
import { listForms } from './manage/lists.ts'
import { mailboxPages } from './manage/mailbox.ts'
import { maintenanceForms } from './manage/maintenance.ts'
import { onlySignedIn, panelPage } from './manage/panel.ts'
import { peopleForms } from './manage/people.ts'
import { settingForms } from './manage/settings.ts'
import { originCheck } from './originCheck.ts'
import { respond } from './respond.ts'
import { session } from './session.ts'

/**
 * The panel under /manage: its pages for people who are signed in, and its forms.
 * @param parts.limits of sign-in, made once for a process
 * @param parts.mailbox of the demo
 */
export function manage({ limits, mailbox }: { limits: Limits; mailbox?: Mailbox | undefined }): Hono<Env> {
  const panel = new Hono<Env>()
  panel.use(session, originCheck)
  panel.route('/', account(limits))
  panel.use((c, next) => onlySignedIn(c as C, next))
  panel.route('/', mailboxPages(mailbox))
  for (const forms of [
    incidentForms,
    maintenanceForms,
    componentForms,
    deliveryForms,
    listForms,
    endpointForms,
    peopleForms,
    settingForms,
  ])
    panel.route('/', forms())
  panel.get('*', (c) => panelPage(c as C))
  panel.all('*', (c) => respond.problem(c as C, missing('form in the panel')))
  panel.onError((error, c) => respond.problem(c as C, error))
  return panel
}
