import * as z from 'zod'

// Imported before the first schema is made: zod tries whether it may compile code, which the page's policy forbids and reports.
z.config({ jitless: true })
