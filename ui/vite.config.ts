import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The core that answers /api while the screens are worked on: `make run`, or another by its address.
const core = { '/api': process.env.KARAKANA_CORE ?? 'http://127.0.0.1:8420' };

/** Lucide's icons are drawn by our own component, which is much quicker. */
const quickIcons: Plugin = {
  name: 'quick-icons',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === '../Icon.svelte' && importer?.includes('@lucide/svelte') ? folder('./src/lib/ui/Icon.svelte') : null,
};

export default defineConfig({
  plugins: [quickIcons, svelte()],
  // The development server would bundle the icons with their own component before anybody can put ours in.
  optimizeDeps: { exclude: ['@lucide/svelte'] },
  resolve: { alias: { $lib: folder('./src/lib'), $features: folder('./src/features') } },
  build: {
    // The oldest Android WebView that we promise to run on.
    target: 'chrome92',
    cssTarget: 'chrome92',
    outDir: 'dist',
    // Icons stay files: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A file for each role rather than one for each screen: small files hardly compress, and each has to be asked for.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'fields', test: /lib\/ui\/(Stepper|Choice|Reason|Amount|Note|Facts)\.|features\/work\/(WorkHead|Behalf)\./ },
            {
              name: 'desk',
              test: /lean-qr|features\/(audit|device|held|invitation)\/|features\/person\/(Office|Everybody|AddPerson|OnePerson|MovePerson|RoleFields)\.|lib\/(online|ui\/(Asked|Sure))\./,
            },
            { name: 'office', test: /features\/(order|workshop|plan|people)\// },
            { name: 'lead', test: /features\/(batch|check|store|member)\// },
            { name: 'artisan', test: /features\/(earnings|material|sync\/Sync\.|work\/(Decline|HandIn|Log|Work|History|Material)\.)/ },
          ],
        },
      },
    },
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
