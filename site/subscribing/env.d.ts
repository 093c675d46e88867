declare namespace App {
  interface Locals {
    /** The button on this page was pressed a moment ago. */
    done?: boolean
  }
}
