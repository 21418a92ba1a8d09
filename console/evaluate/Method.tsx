/** How a number was computed, and where that stands in the documentation. */
export function Method({ page }: { page: string }) {
  return (
    <>
      {names[page] ?? page.replaceAll('-', ' ')} (<code>docs/methods/{page}.md</code>)
    </>
  )
}

const names: Readonly<Record<string, string>> = {
  wilson: 'Wilson’s interval',
  confusion: 'weighted confusion matrix',
}
