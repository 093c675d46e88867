/// <reference types="astro/client" />

declare namespace App {
  /** What the asker of a page hands it. */
  interface Locals {
    /** Why the form on this page was refused: one sentence, and one per field. */
    problem?: { sentence: string; fields: Record<string, string> }
    /** What was typed into that form, by field; a name that came twice is a list. */
    typed?: Record<string, string | string[]>
    /** Which of several forms on the page it was. */
    form?: string
  }
}
