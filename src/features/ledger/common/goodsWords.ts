/** "10 kg gạo"; null without goods. */
export function goodsWords(
  line: { goods: string | null; goodsQuantity: number | null; goodsUnit: string | null },
  formatNumber: (value: number) => string,
): string | null {
  if (line.goods === null) return null
  const quantity = line.goodsQuantity === null ? null : formatNumber(line.goodsQuantity)
  return [quantity, line.goodsUnit, line.goods].filter(Boolean).join(' ')
}
