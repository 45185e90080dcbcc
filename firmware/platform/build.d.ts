// Constants that the build puts in place of these names; the table in tools/build/options.mjs is the source of truth.

/** 'window': changes are accepted while the setup window is open; 'open': always, like the original. */
declare const BUILD_ACCESS: 'window' | 'open';
/** Where the JSON service listens. */
declare const BUILD_TCP_PORT: number;
/** When the access point opens by itself: see wifi/link/ap.ts, `apByHandOnly`. 'never': not even by hand. */
declare const BUILD_AP_POLICY: 'fallback' | 'asked' | 'never';
/** 0 where it never does: there is no mode 1. */
declare const BUILD_MODE_MAX: 0 | 1;
/** The access point's own address, dotted: DNS answers and redirects lead there. */
declare const BUILD_AP_ADDRESS: string;
/** What the build has left out is false; the table is PIECES in tools/build/options.mjs. */
declare const BUILD_TCP: boolean;
declare const BUILD_SEALED: boolean;
declare const BUILD_HTTP: boolean;
declare const BUILD_CAPTIVE: boolean;
declare const BUILD_HOME: boolean;
declare const BUILD_ESPRESSIF: boolean;
declare const BUILD_IMPROV: boolean;
declare const BUILD_QR: boolean;
declare const BUILD_UART_SET: boolean;
/** How many networks a device knows at most; with one, all that several need is gone (BUILD_KNOWN is false). */
declare const BUILD_NETWORKS: number;
declare const BUILD_KNOWN: boolean;
/** The signal in words, and the advice where it is too weak. */
declare const BUILD_SIGNAL: boolean;
declare const BUILD_LED: boolean;
/** The status LED that the build gives; pin '': none. */
declare const BUILD_LED_PIN: string;
declare const BUILD_LED_ON: 0 | 1;
declare const BUILD_LED_ONLINE: 0 | 1;
declare const BUILD_UPDATE: boolean;
/** The build has an embedder's app, and reserves this many sockets for it. */
declare const BUILD_APP: boolean;
declare const BUILD_APP_SOCKETS: number;
/** Fields without a line in config/fast-path.ts, with commas around each; and whether one is a text. tools/build/schema-defines.mjs. */
declare const BUILD_SLOW_FIELDS: string;
declare const BUILD_TEXT_FIELDS: boolean;
/** Where the modules stand in this bundle; tools/build/modules.mjs. */
declare const BUILD_MODULES: string;
/** Evaluates `length` bytes of the bundle from `offset` on; the text of functions in them stays in flash. */
declare const BUILD_RUN: (offset: number, length: number) => unknown;
/**
 * The brand, tools/build/brand/brand.mjs: product as UTF-8 bytes, prefixes of the access point's and the host's default name,
 * and a link, or ''.
 */
declare const BUILD_BRAND: { product: string; ap: string; host: string; link: string };
/** The version in package.json. */
declare const BUILD_VERSION: string;
/**
 * Where in the page file (`wifiprov.page` in Storage) stands what is served, as [offset, length]; tools/build/page.mjs.
 * gzip, home: JSON of the pieces of setup and home page in their order. plain: the table of chunks, see protocols/http/noscript-pieces.ts. csp: the security policy of both.
 * chunk: the number of each part's first chunk, by its name in protocols/http/page/plain.parts. reasons: their words, in the order
 * of their chunks, with commas between them.
 * name: of the file where two builds' pages stand side by side.
 */
declare const BUILD_PAGE: {
  name: string;
  gzip: { en: string; de: string; es: string };
  home: { en: string; de: string; es: string };
  plain: { en: number; de: number; es: number };
  chunk: { [name in PlainPart]: number };
  reasons: string;
  csp: string;
  /** JSON of the place of the brand's logo, '' without one. */
  logo: string;
};

/** What stands in protocols/http/page/plain.parts, and the parts that the build adds: the reasons, and the fields of an app. */
type PlainPart =
  | ('HOME' | 'FACT' | 'ADVICE' | 'CHANGE' | 'SIGNAL_OF' | 'NETWORK' | 'ADDRESS' | 'ONLINE_FOR' | 'FIRMWARE')
  | ('APP_LINK' | 'WEAK' | 'FAIR' | 'GOOD' | 'STRONG')
  | ('HEAD' | 'REFRESH' | 'STYLE' | 'CLOSED' | 'BUSY' | 'DONE' | 'LINK' | 'END' | 'TOP' | 'NEWS' | 'LIST' | 'ROW')
  | ('FIELDS' | 'EXPECT' | 'HINT' | 'JUST_NOW' | 'MINUTES' | 'FREE' | 'IN_USE' | 'BAD_PASSWORD' | 'BAD_NAME')
  | (
      | 'BAD_SSID'
      | 'BAD_VALUE'
      | 'NOT_SAVED'
      | 'ATTEMPT'
      | 'PATIENCE'
      | 'RETRYING'
      | 'ROLLED_BACK'
      | 'SAVED'
      | 'WEAK_ADVICE'
      | 'NEWER_NOTE'
      | 'REASONS'
      | 'APP'
    );
