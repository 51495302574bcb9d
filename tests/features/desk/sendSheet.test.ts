import { describe, expect, test } from 'vitest'
import { failureOf, refuse } from '../../../src/base/common/failures.ts'
import type { CallContext } from '../../../src/base/ui/callContext.ts'
import { newSheet, sendSheet } from '../../../src/features/desk/ui/sheet.ts'
import { openTestApp } from '../../support/openTestApp.ts'

/** What the page throws when the line breaks. */
class CoreGone extends Error {
  override readonly name = 'CoreGone'
}

async function receiptForm() {
  const app = await openTestApp()
  const form = { current: newSheet() }
  const receipt = (amount: number) => ({
    onDay: '2026-11-10',
    payerName: 'Nhóm thiện nguyện Sông Mã',
    amount,
    method: 'cash' as const,
    allocations: [{ kind: 'purpose' as const, purpose: 'Tết Nhân ái', amount }],
  })
  const send = (amount: number, after: () => void = () => {}) =>
    sendSheet(form, {
      text: String(amount),
      write: async ({ context: { draft = '' } }: { context: CallContext }) => {
        const written = await app.clientWriting(draft).ledger.receipts.add(receipt(amount))
        after()
        return written
      },
    })
  return {
    form,
    send,
    /** The book has it, and nobody hears of it. */
    lose: (amount: number) =>
      send(amount, () => {
        throw new CoreGone()
      }).catch(failureOf),
    amounts: async () => (await app.client.ledger.receipts.list({})).rows.map(({ amount }) => amount).sort(),
  }
}

describe('a form that is sent again', () => {
  test('stands in the book already when its answer was lost, however often it is pressed', async () => {
    const { send, lose, amounts } = await receiptForm()
    expect(await lose(500_000)).toMatchObject({ code: 'common.coreGone' })
    expect(await send(500_000)).toBe('stood')
    expect(await send(500_000)).toBe('stood')
    expect(await amounts()).toEqual([500_000])
  })

  test('is told that what was typed since is not in the book, and keeps it as a sheet of its own', async () => {
    const { form, send, lose, amounts } = await receiptForm()
    await lose(500_000)
    const before = form.current.id
    expect(await send(600_000).catch(failureOf)).toMatchObject({ code: 'common.alreadyWritten' })
    expect(form.current.id).not.toBe(before)
    expect(await amounts()).toEqual([500_000])
    expect(await send(600_000)).toHaveProperty('output')
    expect(await amounts()).toEqual([500_000, 600_000])
  })

  test('is known again also after it was refused, put right, and sent while the session had ended', async () => {
    const { form, send, lose, amounts } = await receiptForm()
    const refused = (text: string, code: `${string}.${string}`) =>
      sendSheet(form, { text, write: async () => refuse(code) }).catch(failureOf)
    await refused('400000', 'ledger.allocationsDiffer')
    await lose(500_000)
    expect(await refused('500000', 'common.sessionEnded')).toMatchObject({ code: 'common.sessionEnded' })
    expect(await send(500_000)).toBe('stood')
    expect(await amounts()).toEqual([500_000])
  })

  test('says nothing about the second of two presses once the first was answered', async () => {
    const { form, send, amounts } = await receiptForm()
    const first = send(500_000).then((answer) => {
      form.current = newSheet()
      return answer
    })
    const answers = await Promise.all([first, send(500_000)])
    expect(answers).toContainEqual({ output: expect.objectContaining({ number: 1 }) })
    expect(answers.filter((answer) => answer === 'stood' || answer === 'pressedTwice')).toHaveLength(1)
    expect(await amounts()).toEqual([500_000])
  })
})
