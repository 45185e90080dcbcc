// Constants that build.mjs puts in place of these names; the table in tools/build/options.mjs is the source of truth.

/** 'window': changes are accepted while the setup window is open; 'open': always, like the original. */
declare const BUILD_ACCESS: 'window' | 'open';
/** Where the JSON service listens. */
declare const BUILD_TCP_PORT: number;
/** The version in package.json. */
declare const BUILD_VERSION: string;
