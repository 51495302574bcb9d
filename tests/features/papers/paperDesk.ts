import { execFileSync } from 'node:child_process'
import type { PaperRequest } from '../../../src/features/papers/common/paperKinds.ts'
import type { TestApp } from '../../support/openTestApp.ts'

export type Wish = Partial<PaperRequest> & Pick<PaperRequest, 'kind'>

/** Makes a paper, reads its bytes and leaves it unprinted. */
export async function lookAt({ client }: Pick<TestApp, 'client'>, wish: Wish) {
  const made = await client.papers.make({ language: 'vi', ...wish })
  const { file } = await client.files.take({ ticket: made.ticket, keep: true })
  return { ...made, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Makes a paper and prints it: what the button does. */
export async function printPaper(office: Pick<TestApp, 'client'>, wish: Wish) {
  const made = await lookAt(office, wish)
  await office.client.papers.printed({ ticket: made.ticket })
  return made
}

/** The words of a paper as they stand on its pages. */
export function wordsOf(bytes: Uint8Array): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).toString('utf8').normalize('NFC')
}

/** The same without line breaks and columns, for sentences that wrap. */
export function flatWordsOf(bytes: Uint8Array): string {
  return execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes })
    .toString('utf8')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
}

export function pagesOf(bytes: Uint8Array): string[] {
  return wordsOf(bytes)
    .split('\f')
    .filter((page) => page.trim() !== '')
}

/** A shell whose papers are their own markup: for tests of what is on a paper and in the log, not of how it looks. */
export async function printMarkup(markup: string): Promise<Uint8Array> {
  return new TextEncoder().encode(markup)
}

/** The words of a paper of such a shell. */
export function markupWordsOf(bytes: Uint8Array): string {
  const [, body = ''] = new TextDecoder().decode(bytes).split('<body')
  return body
    .replaceAll(/<\/?span[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/\s+/g, ' ')
}
