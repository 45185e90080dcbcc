// Pretokenised code: how it is made, what it stands for, and how its places lead to the sources.

export { joinMaps, pretokenise } from './pretokenise.ts';
export { byteOf, STRING_MAX, STRING8, STRING16, ZERO } from './table.ts';
export { textOf } from './text.ts';
