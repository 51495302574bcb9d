/** What a call is given besides its input. */
export type CallContext = {
  /** Id of the draft it writes: with it the draft goes, and the same form sent again is refused (docs/decisions/0053). */
  draft?: string
}
