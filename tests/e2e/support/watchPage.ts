import type { Page } from '@playwright/test'

/**
 * Collects what must not happen on any page: errors in the console, errors nobody caught, and breaches of the content
 * security policy. A refused call is not one of them: it is answered with a sentence.
 */
export async function watchPage(page: Page): Promise<string[]> {
  const seen: string[] = []
  await page.exposeFunction('tellViolation', (what: string) => seen.push(`policy: ${what}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const from = `${event.sourceFile}:${event.lineNumber}`
      // @ts-expect-error: exposed above
      void window.tellViolation(`${event.violatedDirective} ${event.blockedURI} ${from}`)
    })
  })
  page.on('pageerror', (error) => seen.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    const refused = /status of 4\d\d/.test(message.text()) && message.location().url.includes('/rpc/')
    if (message.type() === 'error' && !refused) seen.push(`console: ${message.text()} (${message.location().url})`)
  })
  return seen
}
