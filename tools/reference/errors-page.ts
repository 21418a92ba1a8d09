import { catalogue } from '../../src/contract/errors.ts'
import { generatedNotice, markdownTable } from './table.ts'

export function errorsPage(): string {
  const rows = Object.entries(catalogue).map(([code, { status, retry, message, remedy }]) => [
    `\`${code}\``,
    String(status),
    retry ? 'yes' : 'no',
    message,
    remedy,
  ])
  return `${generatedNotice('src/contract/errors.ts')}
# Errors

Every failure of the HTTP API has the same body (RFC 9457, \`application/problem+json\`): \`code\` is the permanent name
from this table, \`detail\` says what was wrong with this request, \`remedy\` what to do, and \`requestId\` stands in the
server's log beside the cause. “Retry” says whether the same request may succeed later; such answers carry
\`Retry-After\`.

${markdownTable(['code', 'status', 'retry', 'meaning', 'remedy'], rows)}
`
}
