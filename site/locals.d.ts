declare namespace App {
  interface Locals {
    /** What a page reads from. */
    ctx?: import('../api/context/context.ts').Context
    /** The language of the page, and the one that has the plain paths. English for whom nobody has said. */
    language?: import('../db/vocabulary.ts').Language
    ownLanguage?: import('../db/vocabulary.ts').Language
  }
}
