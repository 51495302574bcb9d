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
  | DeviceAnswer
  /** Close the office and end. */
  | { kind: 'stop' }

/** A paper to be laid out; only the main process has windows. */
export interface PaperRequest {
  kind: 'print'
  id: number
  html: string
  landscape: boolean
}

/** What the core asks of the system's own place for secrets; only the main process can reach it. */
export interface DeviceRequest {
  kind: 'deviceSecret'
  id: number
  act: 'available' | 'read' | 'make'
}

export interface DeviceAnswer {
  kind: 'deviceSecret'
  id: number
  available: boolean
  secret: Uint8Array | undefined
}
