// `npm run size`: what each firmware module costs in the bundles, against the budgets; over budget is a failure.

import { readFileSync, statSync } from 'node:fs';
import { BUDGETS } from './size/budgets.ts';
import { type BundleModule, overBudget, report } from './size/report.ts';

const read = (path: string): string => readFileSync(path, 'latin1');
const built: { path: string; modules: BundleModule[] }[] = JSON.parse(read('build/meta.json'));
const bundles = built.map(({ path, modules }) => ({ path, code: read(path), map: read(`${path}.map`), modules }));
const page = { bytes: statSync('build/page.bin').size, layout: JSON.parse(read('build/page.json')) };

console.log(report(bundles, page, BUDGETS));
const faults = overBudget(bundles, page, BUDGETS);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
