// What is wrong with a row of a file, in the language shown. Names of columns stay as they are in the file.

import type { ImportProblem } from '$lib/backend/backend';
import { known, t } from '$lib/i18n/index.svelte';

export function problemText(problem: ImportProblem): string {
  const values = { field: problem.field, text: problem.text };
  if (known(`import_problem.${problem.code}`)) return t(`import_problem.${problem.code}` as 'import_problem.unknown_sku', values);
  return t('import_problem.other', { code: problem.code });
}
