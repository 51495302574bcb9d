/** The package brings no types. */
declare module 'subset-font' {
  // biome-ignore lint/style/noDefaultExport: so the package has it
  export default function subsetFont(
    font: Uint8Array,
    letters: string,
    options: { targetFormat: 'woff2' },
  ): Promise<Buffer>
}
