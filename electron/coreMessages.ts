/** What the main process tells the core process. */
export type ToCore =
  /** A page was loaded: its port comes along and replaces the one before. */
  | { kind: 'port' }
  /** The page has gone. */
  | { kind: 'noPort' }
  /** The PC sleeps or its screen was locked. */
  | { kind: 'lockSessions' }
  | { kind: 'printed'; id: number; pdf: Uint8Array }
  | { kind: 'notPrinted'; id: number }
  /** Close the office and end. */
  | { kind: 'stop' }

/** A paper to be laid out; only the main process has windows. */
export interface PaperRequest {
  kind: 'print'
  id: number
  html: string
  landscape: boolean
}
