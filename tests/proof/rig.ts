/** Where a rig works and how long. */
export interface RigContext {
  /** Built child programs and the job worker. */
  builtDir: string
  /** A folder of its own, removed afterwards. */
  scratch: string
  /** The project, for rigs that change its source. */
  projectDir: string
  /** 0 ≤ x < 1, from the seed of the run. */
  random: () => number
  /** Which of how many processes this is: a rig that tries everything once leaves the tries of the others out. */
  share: { index: number; of: number }
  /** Whether to begin another try: fewer than the aim so far, and time left. */
  goOn: (done: number) => boolean
  /** Tries by name that earlier runs noted: a rig that tries each once begins with the others. */
  known: ReadonlySet<string>
  /** The same for a child program that counts by itself: tries at most, and milliseconds left. */
  most: number
  msLeft: () => number
  /** A control in a short run: one harm seen is enough. */
  untilBad?: boolean
}

/** Whether to begin another try. */
export function isOver({ goOn, untilBad }: RigContext, { done, bad }: Outcome): boolean {
  return !goOn(done) || (untilBad === true && bad > 0)
}

/** `bad` is what must not happen: a lost write, a flip that reads as another value, an open door. */
export interface Outcome {
  done: number
  bad: number
  note?: string
  /** Where each try has a name: which were made, and which of them ended badly. */
  tried?: readonly string[]
  failed?: readonly string[]
}

/** One kind of harm, done again and again; the control is the same harm where the protection is missing, and must show. */
export interface Rig {
  name: string
  what: string
  /** Tries of a long run. */
  aim: number
  /** Where each try has a name: all there are. The last run of each counts. */
  names?: readonly string[]
  run: (context: RigContext) => Promise<Outcome>
  /** What the control leaves out. */
  controlWhat: string
  control: (context: RigContext) => Promise<Outcome>
  /** Why it cannot run here; undefined when it can. */
  unable?: () => string | undefined
}

/** A small generator with a seed (mulberry32), so that a failure can be seen again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}
