import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

/** One of the office's other PCs. */
const lanPcSchema = z.object({
  id: z.string(),
  /** As the person who invited it called it. */
  name: z.string(),
  joinedAt: z.string(),
})
export type LanPc = z.infer<typeof lanPcSchema>

const LAN_PROBLEMS = ['noNetwork', 'portTaken', 'onlyForFiles'] as const

const lanStatusSchema = z.object({
  /** Whether the program was started for several PCs at all. */
  wanted: z.boolean(),
  /** Where the other PCs find the office, e.g. `https://192.168.1.5:23456`; empty when none can. */
  addresses: z.array(z.string()),
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: z.string().nullable(),
  problem: z.enum(LAN_PROBLEMS).nullable(),
  /** The caller sits at another PC. */
  fromAfar: z.boolean(),
})
export type LanStatus = z.infer<typeof lanStatusSchema>

/** Several PCs of one office on one book, over the office's own network. */
export const lanContract = {
  status: query('signedIn', { quiet: true }).output(lanStatusSchema),

  listPcs: query('users.manage', { quiet: true }).output(z.object({ pcs: z.array(lanPcSchema) })),

  /** A code for one more PC: typed there within ten minutes, good once. A new one ends the one before. */
  invite: command('users.manage')
    .input(z.object({ name: z.string().trim().min(1).max(100) }))
    .output(z.object({ code: z.string(), minutes: z.int() }))
    .errors(failures('lan.notOn')),

  /** The PC must be invited anew; who works there is cut off at once. */
  removePc: command('users.manage')
    .input(z.object({ id: z.string() }))
    .output(z.object({}))
    .errors(failures('lan.notOn')),

  /** The certificate as a file, to be installed on another PC: its browser then knows the office by itself. */
  certificate: query('users.manage', { quiet: true })
    .output(z.object({ ticket: z.string() }))
    .errors(failures('lan.notOn')),
}
