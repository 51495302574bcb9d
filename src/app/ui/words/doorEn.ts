/** What is said before anybody is signed in and on the first screen after that, in English. */
export const doorEn = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/en/{accounts,app,common,lan,practice,today}.json',
  {
    eager: true,
    import: 'default',
  },
)
