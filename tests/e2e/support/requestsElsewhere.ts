import type { Page } from '@playwright/test'

/** What the pages of a window ask of any other place than the program on this PC, from now on: it stays empty. */
export function requestsElsewhere(page: Page): string[] {
  const asked: string[] = []
  page.context().on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') asked.push(origin)
  })
  return asked
}
