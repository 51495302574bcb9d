/** What the pages of an open office say, in Lao. */
export const officeLo = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/lo/*.json', '!../../../../locales/lo/{accounts,app,common,lan,practice,cli}.json'],
  { eager: true, import: 'default' },
)
