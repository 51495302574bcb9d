const STEPS = ['..', '%2e%2e', '.%2e', '%2e.', '....', '..%00', '..;', '%252e%252e', '..%c0%af', '．．']
const SLASHES = ['/', '%2f', '%2F', '\\', '%5c', '//', '/./', '%252f']
const TARGETS = [
  'etc/passwd',
  'package.json',
  'main/main.mjs',
  'core/host.mjs',
  'Windows/win.ini',
  'index.html%00.js',
  'index.html::$DATA',
  'C:/Windows/win.ini',
  'C%3a%5cWindows%5cwin.ini',
  '%5c%5cserver%5cshare%5cfile',
  'CON',
  'index.html.',
  'INDEX~1.HTM',
  `${'a'.repeat(5000)}`,
]
const STARTS = ['', 'assets/', 'assets%2f', './', '/', '%00']

/** Ways out of a web root that have worked somewhere: dots, encodings, drives, streams, devices, long names; all different. */
export function traversalUrls(count: number): string[] {
  const urls = new Set<string>()
  for (const depth of [1, 2, 3, 6]) {
    for (const target of TARGETS) {
      for (const step of STEPS) {
        for (const slash of SLASHES) {
          const start = STARTS[urls.size % STARTS.length] ?? ''
          urls.add(`app://main/${start}${`${step}${slash}`.repeat(depth)}${target}`)
        }
      }
    }
  }
  // Spread over all of them rather than the first of one kind.
  const all = [...urls]
  return Array.from(
    { length: count },
    (_none, index) => all[Math.floor((index * all.length) / count)] ?? 'app://main/..',
  )
}
