import type { WebContents } from 'electron'
import * as z from 'zod'
import type { CoreSupervisor } from './coreSupervisor.ts'
import { listenToPage } from './listenToPage.ts'

const PORT_CHANNEL = 'nhip-cau:port'

/**
 * Gives each loaded page one port to the core, once, when it asks. The port dies when the page goes elsewhere or reloads;
 * when the core was restarted the page gets a new one.
 */
export function handOverPort(core: CoreSupervisor, contents: WebContents): { renew: () => void } {
  let given = false
  const give = () => contents.postMessage(PORT_CHANNEL, null, [core.connect()])
  contents.on('did-navigate', () => {
    if (given) core.disconnect()
    given = false
  })
  listenToPage(PORT_CHANNEL, z.tuple([]), (from) => {
    if (from !== contents || given) return
    given = true
    give()
  })
  return {
    renew: () => {
      if (given && !contents.isDestroyed()) give()
    },
  }
}
