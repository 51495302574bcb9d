import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runProgram } from './runProgram.mjs'
import { say } from './say.mjs'

/** What the tests need beside npm packages: a browser, and the programs an outsider would check a bundle or a PDF with. */
const TOOLS = [
  { debian: 'chromium', found: hasBrowser },
  {
    debian: 'fonts-noto-core',
    found: () => process.platform !== 'linux' || existsSync('/usr/share/fonts/truetype/noto'),
  },
  { debian: 'poppler-utils', found: () => hasProgram('pdftotext') },
  { debian: 'age', found: () => hasProgram('age') },
  { debian: 'openssh-client', found: () => hasProgram('ssh-keygen') },
]

/** Installs what is missing on Debian as root; elsewhere says what to install. Returns whether everything is there. */
export async function installTestTools() {
  const missing = missingTools()
  if (missing.length === 0) return true
  const mayInstall = process.getuid?.() === 0 && hasProgram('apt-get')
  if (mayInstall) {
    say(`Đang cài: ${missing.join(', ')}…`, `Installing ${missing.join(', ')}…`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await runProgram('apt-get', ['update', '-qq'], { quiet: true, env })
    await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { quiet: true, env })
  }
  const stillMissing = missingTools()
  if (stillMissing.length === 0) return true
  say(
    `Còn thiếu để chạy kiểm thử (tên gói Debian): ${stillMissing.join(', ')}.`,
    `Still missing to run the tests (Debian package names): ${stillMissing.join(', ')}.`,
  )
  return false
}

function missingTools() {
  return TOOLS.filter((tool) => !tool.found()).map((tool) => tool.debian)
}

/** Every Windows 10 and 11 has Edge. */
function hasBrowser() {
  if (process.platform === 'win32' || process.env.CHROME_PATH) return true
  return ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'].some(hasProgram)
}

function hasProgram(name) {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => names.some((one) => existsSync(join(folder, one))))
}
