/** What is said before anybody is signed in, in English. */
export const doorEn = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/en/{accounts,app,common,lan,practice}.json',
  {
    eager: true,
    import: 'default',
  },
)
