/** A Markdown table. A bar inside a cell would end it, so it is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Says at the top of every generated page where it comes from. */
export function generatedNotice(source: string): string {
  return `<!-- Made from ${source} by \`npm run reference\`. Do not edit. -->`
}
