/** How long a number or a code that was copied by a button stays on the clipboard. */
export const CLIPBOARD_SECONDS = 30
