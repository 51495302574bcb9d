/** A line of totals: words above, figures beneath. */
export function TotalList({ totals }: { totals: readonly { label: string; value: string }[] }) {
  return (
    <dl className="nc-ledger-totals">
      {totals.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
