import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds both front ends: `dist/pages/gourmetgram/` and `dist/pages/console/`. The server hands them out. */
export default defineConfig({
  plugins: [react()],
  appType: 'mpa',
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    assetsDir: 'assets',
    rolldownOptions: { input: { console: 'console/index.html', gourmetgram: 'gourmetgram/index.html' } },
  },
})
