import { X509Certificate } from 'node:crypto'
import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { lanContract } from '../common/contract.ts'

const os = implement(lanContract).$context<DoorContext>().use(requireRight)

export const lanHandlers = {
  status: os.status.handler(({ context }) => {
    const { network } = context.services
    return {
      wanted: network !== undefined,
      addresses: [...(network?.addresses ?? [])],
      fingerprint: network?.fingerprint ?? null,
      problem: network?.problem ?? null,
      fromAfar: context.from !== undefined,
    }
  }),

  listPcs: os.listPcs.handler(({ context }) => ({ pcs: [...(context.services.network?.pcs ?? [])] })),

  invite: os.invite.handler(({ input, context }) => {
    const network = context.services.network
    if (network === undefined || network.addresses.length === 0) refuse('lan.notOn')
    return network.invite({ userId: context.session.userId, pcName: input.name })
  }),

  removePc: os.removePc.handler(async ({ input, context }) => {
    const network = context.services.network
    if (network === undefined) refuse('lan.notOn')
    await network.forget((work) => context.write(work), input.id)
    return {}
  }),

  certificate: os.certificate.handler(({ context }) => {
    const certificate = context.services.network?.certificate
    if (certificate === undefined) refuse('lan.notOn')
    const bytes = new Uint8Array(new X509Certificate(certificate).raw)
    return {
      ticket: context.services.tickets.put({ name: 'nhip-cau.cer', type: 'application/pkix-cert', bytes }),
    }
  }),
}
