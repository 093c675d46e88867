declare namespace App {
  interface Locals {
    /** The button on this page was pressed a moment ago. */
    done?: boolean
    /** The way to the own page of whoever pressed it. */
    own?: string
    /** A new signing secret, shown this once. */
    secret?: string
  }
}
