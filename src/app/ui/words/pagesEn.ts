/** What every other page of an open office says, in English. */
export const pagesEn = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/en/*.json', '!../../../../locales/en/{accounts,app,cli,common,lan,practice,today}.json'],
  { eager: true, import: 'default' },
)
