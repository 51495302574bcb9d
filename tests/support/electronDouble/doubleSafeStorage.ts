import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/**
 * Stands for the system's place for secrets. `ELECTRON_DOUBLE_KEYRING` is the account's key: another one is a system that was
 * set up anew, none is a Linux without a password store.
 */
const account = () => process.env.ELECTRON_DOUBLE_KEYRING

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => account() !== undefined,
  getSelectedStorageBackend: () =>
    process.env.ELECTRON_DOUBLE_BACKEND ?? (account() === undefined ? 'basic_text' : 'gnome_libsecret'),

  encryptStringAsync: async (plain: string) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyOf(account()), nonce)
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  },

  decryptStringAsync: async (encrypted: Buffer) => {
    const opened = createDecipheriv('aes-256-gcm', keyOf(account()), encrypted.subarray(0, 12))
    opened.setAuthTag(encrypted.subarray(12, 28))
    const result = Buffer.concat([opened.update(encrypted.subarray(28)), opened.final()]).toString('utf8')
    return { result, shouldReEncrypt: false }
  },
}

function keyOf(name = ''): Buffer {
  return createHash('sha256').update(name).digest()
}
