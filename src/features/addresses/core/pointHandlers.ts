import { listPoints, setPoint } from './addressPoints.ts'
import { addressProcedures as os } from './addressProcedures.ts'
import { writePointFile } from './pointFile.ts'

export const pointHandlers = {
  points: os.points.handler(({ input, context }) => listPoints(context.db, input.filter)),

  setPoint: os.setPoint.handler(async ({ input, context }) => ({
    version: await context.write((db, writer) => setPoint(db, writer, input)),
  })),

  exportPoints: os.exportPoints.handler(async ({ input, context }) => {
    const { clock, tickets, translator } = context.services
    const words = translator(input.language)
    const { bytes, type, rows, withheld } = await writePointFile(context.db, { ...input, words })
    const name = `${words('addresses:points.fileName')} ${clock.today()}.${input.format}`
    return { ticket: tickets.put({ name, type, bytes, rows }), rows, withheld }
  }),
}
