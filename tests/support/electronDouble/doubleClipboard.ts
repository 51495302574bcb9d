let text = ''

/** One clipboard for the whole PC, as the system has it. */
export const clipboard = {
  writeText: async (written: string) => {
    text = written
  },
  readText: async () => text,
  clear: () => {
    text = ''
  },
}
