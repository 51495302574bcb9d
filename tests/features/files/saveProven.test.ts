import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { type SaveHandle, writeToHandle } from '../../../src/features/files/ui/saveProven.ts'

/** A browser's handle on a stick: what is written counts only when it was closed. */
function stick(faults: { write?: Error; close?: Error; stores?: (bytes: Blob) => Blob } = {}) {
  const state: { file: Blob | undefined } = { file: undefined }
  const handle: SaveHandle = {
    createWritable: async () => {
      let written = new Blob()
      return {
        write: async (data) => {
          if (faults.write) throw faults.write
          written = data
        },
        close: async () => {
          if (faults.close) throw faults.close
          state.file = faults.stores?.(written) ?? written
        },
        abort: async () => {},
      }
    },
    getFile: async () => state.file ?? new Blob(),
    remove: async () => {
      state.file = undefined
    },
  }
  return { handle, state }
}

const file = new Blob(['a sealed report'])

describe('a report saved by the browser onto a stick', () => {
  test('row 54: is called written only after it was read again', async () => {
    const { handle, state } = stick()
    expect(await writeToHandle(handle, file)).toBe('proven')
    expect(await state.file?.text()).toBe('a sealed report')
  })

  test.each([
    { what: 'is full', faults: { write: named('QuotaExceededError') }, code: 'files.diskFull' },
    { what: 'was pulled out', faults: { close: named('NotFoundError') }, code: 'files.notWritten' },
    { what: 'stored it short', faults: { stores: (bytes: Blob) => bytes.slice(0, 5) }, code: 'files.readBackDiffers' },
  ])('row 54: a stick that $what is told as $code and keeps no file', async ({ faults, code }) => {
    const { handle, state } = stick(faults)
    const failure = await writeToHandle(handle, file).then(() => undefined, failureOf)
    expect(failure?.code).toBe(code)
    expect(state.file).toBeUndefined()
  })
})

function named(name: string): Error {
  return Object.assign(new Error(name), { name })
}
