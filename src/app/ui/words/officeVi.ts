/** What the pages of an open office say, in Vietnamese. */
export const officeVi = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/vi/*.json', '!../../../../locales/vi/{accounts,app,common,lan,practice,cli}.json'],
  { eager: true, import: 'default' },
)
