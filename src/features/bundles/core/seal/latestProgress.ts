import type { CreateEvent } from '../../common/bundleSchemas.ts'

/** Turns the job's calls into events; a slow reader gets only the latest. */
export function latestProgress() {
  let latest: CreateEvent | undefined
  let ended = false
  let wake = () => {}
  const change = (event?: CreateEvent) => {
    latest = event ?? latest
    wake()
  }
  return {
    tell: (done: number, total: number) => change({ kind: 'progress', done, total }),
    end: () => {
      ended = true
      change()
    },
    async *events(): AsyncGenerator<CreateEvent> {
      while (!ended) {
        const event = latest
        latest = undefined
        if (event !== undefined) yield event
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
