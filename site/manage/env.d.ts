declare namespace App {
  interface Locals {
    /** What a page of the panel is handed: who asks, and what they posted. */
    panel?: import('../../api/reads/managePanel.ts').Panel
  }
}
