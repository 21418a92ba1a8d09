import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { consoleInDevelopment } from './console/mock-server/vite-plugin.ts'

/** Builds both front ends: `dist/pages/gourmetgram/` and `dist/pages/console/`. The server hands them out. */
export default defineConfig({
  plugins: [react(), consoleInDevelopment()],
  appType: 'mpa',
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    assetsDir: 'assets',
    rolldownOptions: { input: { console: 'console/index.html', gourmetgram: 'gourmetgram/index.html' } },
  },
})
