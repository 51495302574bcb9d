import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Small files that take long: left to their size they would come last, and one core would wait for them alone. */
const LONG = ['tests/proof/proof.test.ts', 'tests/features/imports/takeOver.test.ts', 'tests/demo/practice.test.ts']

/** The order of the unit tests on a PC that has not run them yet: what takes long first, everything else by size as Vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((name) => moduleId.endsWith(name))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
