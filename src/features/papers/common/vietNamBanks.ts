/** Banks whose accounts a VietQR can name: NAPAS number and the short name people know them by. */
export const VIET_NAM_BANKS = [
  { bin: '970405', name: 'Agribank' },
  { bin: '970436', name: 'Vietcombank' },
  { bin: '970415', name: 'VietinBank' },
  { bin: '970418', name: 'BIDV' },
  { bin: '970422', name: 'MB' },
  { bin: '970407', name: 'Techcombank' },
  { bin: '970416', name: 'ACB' },
  { bin: '970432', name: 'VPBank' },
  { bin: '970403', name: 'Sacombank' },
  { bin: '970423', name: 'TPBank' },
  { bin: '970437', name: 'HDBank' },
  { bin: '970443', name: 'SHB' },
  { bin: '970449', name: 'LPBank' },
  { bin: '970441', name: 'VIB' },
  { bin: '970440', name: 'SeABank' },
  { bin: '970426', name: 'MSB' },
  { bin: '970448', name: 'OCB' },
  { bin: '970431', name: 'Eximbank' },
  { bin: '970428', name: 'Nam A Bank' },
  { bin: '970409', name: 'Bac A Bank' },
  { bin: '970412', name: 'PVcomBank' },
  { bin: '970419', name: 'NCB' },
  { bin: '970427', name: 'VietABank' },
  { bin: '970429', name: 'SCB' },
  { bin: '970433', name: 'VietBank' },
  { bin: '970446', name: 'Co-opBank' },
  { bin: '970452', name: 'KienlongBank' },
  { bin: '970454', name: 'BVBank' },
  { bin: '970425', name: 'ABBank' },
  { bin: '970438', name: 'BaoViet Bank' },
  { bin: '970430', name: 'PGBank' },
] as const

/** The bank's name, or the number where it is none of ours. */
export function bankName(bin: string): string {
  return VIET_NAM_BANKS.find((bank) => bank.bin === bin)?.name ?? bin
}
