import { Anchor } from '@mantine/core'
import { Link } from 'react-router'

interface VoucherCellProps {
  /** "PT 12/2026", or the round's name. */
  voucher: string | null
  roundId: string | null
  receiptId: string | null
  onReceipt: (id: string) => void
}

/** The paper of a line of a book: a round has its page, a receipt opens beside the book. */
export function VoucherCell({ voucher, roundId, receiptId, onReceipt }: VoucherCellProps) {
  if (roundId !== null) {
    return (
      <Anchor component={Link} to={`/rounds/${roundId}`}>
        {voucher}
      </Anchor>
    )
  }
  if (receiptId === null) return voucher
  return (
    <Anchor component="button" type="button" onClick={() => onReceipt(receiptId)}>
      {voucher}
    </Anchor>
  )
}
