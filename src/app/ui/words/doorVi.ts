/** What is said before anybody is signed in and on the first screen after that, in Vietnamese. */
export const doorVi = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/vi/{accounts,app,common,lan,practice,today}.json',
  {
    eager: true,
    import: 'default',
  },
)
