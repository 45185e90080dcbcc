// Part: the config, one `path=value` a line.

export { configLines as create } from '../config/show.ts';
