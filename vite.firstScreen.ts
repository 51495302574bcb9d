import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'
import { type EarlyFiles, fetchOfficeEarly } from './src/app/ui/fetchOfficeEarly.ts'
import { LANGUAGES } from './src/base/common/language.ts'
import { LANGUAGE_KEY, SESSION_KEY } from './src/base/ui/keptNames.ts'

/** What a Vietnamese page shows first, ລາວ in the choice of languages among it; each other file of a font is fetched when a letter of it comes up. */
const FIRST_FONTS = /be-vietnam-pro-(400|500|600)|ledger-figures-400|noto-sans-lao-lao-400-normal/

/** Names in the page what its first screen needs and the browser would find out late: fonts, the office for whoever is signed in, the door for others. */
export function hurryFirstScreen(): Plugin {
  let script = ''
  return {
    name: 'nhip-cau-first-screen',
    apply: 'build',
    generateBundle: {
      // Before the page's own text is put together; the names of the files stand by now.
      order: 'pre',
      handler(_options, bundle) {
        const source = `(${fetchOfficeEarly})(${JSON.stringify(earlyFiles(Object.values(bundle)))})\n`
        script = this.getFileName(this.emitFile({ type: 'asset', name: 'early.js', source }))
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => [
        { tag: 'script', attrs: { src: `./${script}`, async: true, fetchpriority: 'high' }, injectTo: 'head-prepend' },
        ...Object.keys(bundle)
          .filter((name) => FIRST_FONTS.test(name))
          .map(fontLink),
      ],
    },
  }
}

function earlyFiles(files: (Rolldown.OutputAsset | Rolldown.OutputChunk)[]): EarlyFiles {
  const chunks = files.filter((file) => file.type === 'chunk')
  const named = (...names: string[]) => chunks.filter(({ name }) => names.includes(name))
  const paths = (list: Rolldown.OutputChunk[]) => list.map(({ fileName }) => `./${fileName}`)
  return {
    asked: paths(named('asked')).join(),
    office: paths(named('office')),
    door: paths(named('door')),
    styles: named('office').flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])].map((name) => `./${name}`)),
    words: Object.fromEntries(LANGUAGES.map((language) => [language, paths(named(wordsOf(language)))])),
    keys: { session: SESSION_KEY, language: LANGUAGE_KEY },
  }
}

function wordsOf(language: string): string {
  return `door${language.slice(0, 1).toUpperCase()}${language.slice(1)}`
}

function fontLink(name: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` }
  return { tag: 'link', attrs, injectTo: 'head' }
}
