import { contextBridge, ipcRenderer } from 'electron'

/**
 * All the page gets: a mark that it runs in the desktop window, and by message the port to the core, which it asks for once.
 * Nothing of Electron is handed to the page.
 */
const PORT_CHANNEL = 'nhip-cau:port'

contextBridge.exposeInMainWorld('nhipCauDesktop', true)

window.addEventListener('message', (event) => {
  const isOurPage = event.source === window && event.origin === window.location.origin
  if (isOurPage && event.data === 'nhip-cau-ready') ipcRenderer.send(PORT_CHANNEL)
})

ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage('nhip-cau-port', window.location.origin, event.ports)
})

ipcRenderer.on('nhip-cau:locked', () => {
  window.postMessage('nhip-cau-locked', window.location.origin)
})

// A file to be written where the person says, and what became of it.
window.addEventListener('message', (event) => {
  const isOurPage = event.source === window && event.origin === window.location.origin
  if (!isOurPage || event.data?.kind !== 'nhip-cau-save') return
  const { id, name, bytes } = event.data
  ipcRenderer.send('nhip-cau:save', { id, name, bytes })
})

// A number or a code for the clipboard, and that it should go again.
window.addEventListener('message', (event) => {
  const isOurPage = event.source === window && event.origin === window.location.origin
  if (isOurPage && event.data?.kind === 'nhip-cau-clipboard') ipcRenderer.send('nhip-cau:clipboard', event.data.text)
})

ipcRenderer.on('nhip-cau:saved', (_event, { id, outcome }) => {
  window.postMessage({ kind: 'nhip-cau-saved', id, outcome }, window.location.origin)
})
