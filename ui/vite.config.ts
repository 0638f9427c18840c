import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The core that answers /api while the screens are worked on: `make run`, or another by its address.
const core = { '/api': process.env.KARAKANA_CORE ?? 'http://127.0.0.1:8420' };

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $lib: folder('./src/lib'), $features: folder('./src/features') } },
  build: {
    // The oldest Android WebView that we promise to run on.
    target: 'chrome92',
    cssTarget: 'chrome92',
    outDir: 'dist',
    // Icons stay files: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: core,
  },
  // A build is looked at under the policy of the app's window.
  preview: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    headers: { 'content-security-policy': "default-src 'self'" },
    proxy: core,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
