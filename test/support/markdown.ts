/** Text without code blocks. */
function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1.*$/gm, '')
}

/** Contents of the code blocks in one language. */
export function codeBlocks(markdown: string, language: string): string[] {
  const blocks = [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
  return blocks.filter(([, found]) => found === language).map(([, , code = '']) => code)
}

/** What links and images point to: `[text](target)`, `![text](target)`, `src="target"`. */
export function linkTargets(markdown: string): string[] {
  const text = withoutBlocks(markdown).replaceAll(/`[^`\n]*`/g, '')
  const found = [/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g, /\b(?:src|srcset|href)="([^"\s]+)"/g].flatMap((form) => [
    ...text.matchAll(form),
  ])
  return found.map(([, target = '']) => target)
}

/** The anchors that GitHub gives the headings of a page. A heading that comes again gets a number. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>()
  return headingsOf(markdown).map(({ text }) => {
    const slug = text
      .toLowerCase()
      .replaceAll(/[`*]|\[(.*?)\]\(.*?\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-')
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  })
}

export function headingsOf(markdown: string): { level: number; text: string }[] {
  const text = withoutBlocks(markdown)
  return [...text.matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', title = '']) => ({
    level: marks.length,
    text: title.trim(),
  }))
}

/** Code spans, without their marks. */
export function codeSpans(markdown: string): string[] {
  const text = withoutBlocks(markdown)
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
}
