/** Amounts of the fund are in dong. */
export function dong(amount: number) {
  return { amount, currency: 'VND' as const }
}
