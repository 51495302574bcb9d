/** What is said before anybody is signed in and on the first screen after that, in Lao. */
export const doorLo = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/lo/{accounts,app,common,lan,practice,today}.json',
  {
    eager: true,
    import: 'default',
  },
)
