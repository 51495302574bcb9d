/**
 * A sentence before the program, and so its language, is there: Vietnamese first, English below. On stderr, because stdout
 * belongs to the one URL.
 */
export function say(vietnamese, english) {
  process.stderr.write(`${vietnamese}\n${english}\n`)
}

/** Says why it cannot go on and ends. */
export function giveUp(vietnamese, english) {
  say(vietnamese, english)
  process.exit(1)
}
