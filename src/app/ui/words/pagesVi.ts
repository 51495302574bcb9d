/** What every other page of an open office says, in Vietnamese. */
export const pagesVi = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/vi/*.json', '!../../../../locales/vi/{accounts,app,cli,common,lan,practice,today}.json'],
  { eager: true, import: 'default' },
)
