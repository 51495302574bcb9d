/** Under which names this browser keeps what the page must know before its own code has come. */
export const SESSION_KEY = 'nhipcau.session'
export const LANGUAGE_KEY = 'nhipcau.language'
