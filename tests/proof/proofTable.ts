import type { Rig } from './rig.ts'
import { type ProofRun, triesByName } from './runs.ts'

/** What all noted runs of each rig come to, as the rows of a Markdown table: `6,200 of 10,000 in 3 runs`. */
export function proofTable(rigs: readonly Rig[], runs: readonly ProofRun[]): string {
  const head = ['| Rig | Tries | Bad | Control | Last run |', '| --- | --- | --- | --- | --- |']
  return [
    ...head,
    ...rigs.map((rig) =>
      rowOf(
        rig,
        runs.filter((run) => run.rig === rig.name),
      ),
    ),
  ].join('\n')
}

function rowOf({ name, aim, names }: Rig, runs: readonly ProofRun[]): string {
  const last = runs.at(-1)
  if (last === undefined) return `| ${name} | none of ${count(aim)} | | | |`
  const { done, bad } = names === undefined ? sumOf(runs) : countNames(names, runs)
  const control = runs.every((run) => run.control.bad > 0) ? 'shows' : 'did not show each time'
  const tries = `${count(done)} of ${count(aim)} in ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
  return `| ${name} | ${tries} | ${count(bad)} | ${control} | ${last.at.slice(0, 10)}, ${last.commit} |`
}

function sumOf(runs: readonly ProofRun[]) {
  return {
    done: runs.reduce((sum, run) => sum + run.done, 0),
    bad: runs.reduce((sum, run) => sum + run.bad, 0),
  }
}

/** A name tried twice counts once, as its last try ended; one that is no longer in the list counts not at all. */
function countNames(names: readonly string[], runs: readonly ProofRun[]) {
  const tries = triesByName(runs)
  const tried = names.filter((name) => tries.has(name))
  return { done: tried.length, bad: tried.filter((name) => tries.get(name) === false).length }
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
