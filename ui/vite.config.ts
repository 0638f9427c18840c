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

/** Only the office's screens. */
export const OFFICE =
  /features\/(order|workshop|chart|run|pay|device|held|audit|invitation\/Invite)|batch\/ChangeBatch|check\/OfficeCheck|features\/person\/(Office|Everybody|AddPerson|ChangePerson|OnePerson|MovePerson|PersonFields|RoleFields|SkillFields|missing|number)\.|lib\/(online|ui\/(Asked|Sure))\b|node_modules\/uplot/;

interface Imported {
  getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

/** Taking tables along, which a lead does seldom and an artisan never. */
const EXPORT = /features\/export/;

/** Texts: those of every phone, of the office's screens or of that of the tables, in one language. */
const TEXTS = /i18n\/(office\/|export\/)?(sw|en)(?=\/|\.ts)/;

/** Whether nothing but the office's screens takes it: their icons, for instance. */
function isOffice(id: string, modules: Imported, seen = new Set<string>()): boolean {
  if (OFFICE.test(id) || seen.has(id)) return true;
  seen.add(id);
  const info = modules.getModuleInfo(id);
  return info !== null && info.dynamicImporters.length === 0 && info.importers.length > 0 && info.importers.every((importer) => isOffice(importer, modules, seen));
}

/** Whether the first screen cannot be drawn without it: it is imported from the beginning, not only when it is asked for. */
function isFirst(id: string, modules: Imported, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = modules.getModuleInfo(id);
  return info !== null && (info.isEntry || info.importers.some((importer) => isFirst(importer, modules, seen)));
}

/**
 * Few files: small ones hardly compress, and each has to be asked for. What the first screen needs is one, and imports no other: else
 * two files wait for each other and nothing is drawn.
 */
function fileOf(id: string, modules: Imported): string {
  if (isFirst(id, modules)) return 'first';
  const [, of, language] = TEXTS.exec(id) ?? [];
  if (language) return `${of?.replace('/', '-') ?? ''}${language}`;
  if (EXPORT.test(id)) return 'export';
  return isOffice(id, modules) ? 'office' : 'later';
}

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
    // All styles are five kilobytes: one file costs less than its parts.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Fields of classes are rewritten for every Chrome before 98, because of static ones that are called `name` or `length`. There
      // are none, and Svelte is a tenth quicker as it is. Nothing else came in between but static blocks: ui-limits.mjs looks for both.
      transform: { target: 'chrome98' },
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: fileOf, test: /\/node_modules\/|\/src\/|preload-helper/ }] },
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
