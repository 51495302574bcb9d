// zod tries whether it may compile code, which the page's policy forbids and reports. It is told here, in a script of its own
// before all others, since the first screen does not load zod at all.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
