import { UsageError } from './cliShell.ts'

/** For an option that takes one of a few words. */
export function readChoice<const Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((one) => one === text)
    if (choice === undefined) throw new UsageError('notAChoice', { detail: text, choices: choices.join(', ') })
    return choice
  }
}
