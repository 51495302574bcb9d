/** What is said before anybody is signed in, in Vietnamese. */
export const doorVi = import.meta.glob<Record<string, unknown>>(
  '../../../../locales/vi/{accounts,app,common,lan,practice}.json',
  {
    eager: true,
    import: 'default',
  },
)
