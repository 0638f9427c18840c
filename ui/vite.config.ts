import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { devCore } from './dev/plugin.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `npm run dev` answers /api from the made-up core in dev/; with KARAKANA_CORE=http://127.0.0.1:8420 it
// passes the calls on to a real one. Nothing of dev/ is in a build.
const core = process.env.KARAKANA_CORE;

export default defineConfig({
  plugins: [svelte(), ...(core ? [] : [devCore()])],
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
    proxy: core ? { '/api': core } : {},
  },
  // A build is looked at under the policy of the app's window.
  preview: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    headers: { 'content-security-policy': "default-src 'self'" },
    proxy: core ? { '/api': core } : {},
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
