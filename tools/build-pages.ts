/** `npm run build`: builds the pages now, as the first `npm start` would. */
import { ensurePages } from '../src/main/pages.ts'

await ensurePages(console.log)
