import { createHash } from 'node:crypto'
import { identityToRecipient } from 'age-encryption'

const MOST_REMEMBERED = 200
/** By the hash of the identity: no secret outlives the office that was open. */
const known = new Map<string, string>()

/** The public half of an age X25519 identity; worked out once, since every file asks for that of every key an office ever had. */
export async function recipientOf(identity: string): Promise<string> {
  const name = createHash('sha256').update(identity).digest('base64')
  const recipient = known.get(name) ?? (await identityToRecipient(identity))
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(name, recipient)
  return recipient
}
