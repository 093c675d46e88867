declare namespace App {
  interface Locals {
    /** What a page reads from. */
    ctx?: import('../api/context/context.ts').Context
  }
}
