/** What the pages of an open office say, in English. */
export const officeEn = import.meta.glob<Record<string, unknown>>(
  ['../../../../locales/en/*.json', '!../../../../locales/en/{accounts,app,common,lan,practice,cli}.json'],
  { eager: true, import: 'default' },
)
