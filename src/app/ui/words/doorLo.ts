/** What is said before anybody is signed in, in Lao. */
export const doorLo = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/lo/{accounts,app,common,lan,practice}.json',
  {
    eager: true,
    import: 'default',
  },
)
