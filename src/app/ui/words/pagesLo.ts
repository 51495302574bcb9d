/** What every other page of an open office says, in Lao. */
export const pagesLo = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/lo/*.json', '!../../../../locales/lo/{accounts,app,cli,common,lan,practice,today}.json'],
  { eager: true, import: 'default' },
)
