// The scenes by which pages and panel are shown and tested.
export { autumn } from './autumn.ts'
export { majorIncident } from './majorIncident.ts'
export { maintain, play } from './play.ts'
