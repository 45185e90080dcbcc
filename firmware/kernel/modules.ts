// The table of modules: pieces of the bundle that are made when somebody needs them, and gone when nobody does.
//
// The loader's types come from here, and the build reads the table's source: a module is the export that its row names, with
// all that this imports. Types only: nothing here keeps a module in memory.

import type { AppContext } from '../app/api.ts';
import type { AppModule } from '../parts/app.ts';
import type { ConsoleModule } from '../parts/console.ts';
import type { DeskModule } from '../parts/desk.ts';
import type { DnsModule } from '../parts/dns.ts';
import type { EngineModule } from '../parts/engine.ts';
import type { ImprovModule } from '../parts/improv.ts';
import type { SessionModule } from '../parts/session.ts';
import type { TcpModule } from '../parts/tcp.ts';
import type { WebModule } from '../parts/web.ts';

export interface Modules {
  /** The order of a start, unless the last ones went wrong. */
  start: typeof import('../parts/start.ts').create;
  opener: typeof import('../parts/opener.ts').create;
  doors: typeof import('../parts/doors.ts').create;
  /** Gives the core its methods and ports. */
  kernel: typeof import('../parts/kernel.ts').create;
  /** Tells of an exception in our own code, and counts it. */
  internal: typeof import('../parts/internal.ts').create;

  console: typeof import('../parts/console.ts').create;
  /** Prints one event line while the console is out of memory. */
  teller: typeof import('../parts/teller.ts').create;
  /** Shows the setup code and draws its QR codes. */
  qr: typeof import('../parts/qr.ts').create;
  improv: typeof import('../parts/improv.ts').create;
  tcp: typeof import('../parts/tcp.ts').create;
  session: typeof import('../parts/session.ts').create;
  web: typeof import('../parts/web.ts').create;
  dns: typeof import('../parts/dns.ts').create;
  espressif: typeof import('../parts/espressif.ts').create;
  button: typeof import('../parts/button.ts').create;

  desk: typeof import('../parts/desk.ts').create;
  // For one request each: gone before the next one is made, and before the reply is.
  /** A request whose text JSON.parse may get wrong. */
  reader: typeof import('../commands/reader.ts').readRequest;
  /** What is wrong with a request that has the key `cmd`. */
  refusal: typeof import('../commands/refusal.ts').commandFault;
  /** Carries it out, unless it is `scan`. */
  commands: typeof import('../commands/commands.ts').runCommand;
  /** Changes with the key `wifi`. */
  wifitext: typeof import('../commands/wifi.ts').fieldsOfWifi;
  /** Changes of which something may have to be said. */
  judge: typeof import('../commands/judge.ts').judgeSettings;
  /** A form of the setup page. */
  form: typeof import('../commands/form.ts').readForm;
  /** What `status` shows. */
  status: typeof import('../parts/status.ts').create;

  engine: typeof import('../parts/engine.ts').create;
  /** The setup window. */
  gate: typeof import('../parts/gate.ts').create;
  /** The flash records. */
  vault: typeof import('../parts/vault.ts').create;
  /** Makes the setup code while the radio is on. */
  maker: typeof import('../parts/maker.ts').create;

  // In builds with an embedder's app.
  app: typeof import('../parts/app.ts').create;
  /** What the app is given. */
  context: typeof import('../parts/context.ts').create;
  /** Watches over the app. */
  dog: typeof import('../parts/dog.ts').create;
  /** The app itself: the file that the build is given. */
  user: (context: AppContext) => void;
}

export type LoadOf<Table> = <Name extends keyof Table>(name: Name) => Table[Name];

/** Makes the module's functions anew; their text stands in the bundle once. */
export type Load = LoadOf<Modules>;

/** One that is kept while it is used. */
export interface HeldModule {
  /** It must not go: a timer or a callback of it is still to come. */
  busy?(): boolean;
}

/** Those that are in memory now. */
export interface Loaded {
  [name: string]: HeldModule | undefined;
  engine?: EngineModule | undefined;
  desk?: DeskModule | undefined;
  console?: ConsoleModule | undefined;
  tcp?: TcpModule | undefined;
  web?: WebModule | undefined;
  dns?: DnsModule | undefined;
  improv?: ImprovModule | undefined;
  session?: SessionModule | undefined;
  app?: AppModule | undefined;
}
export type Held = 'engine' | 'desk' | 'console' | 'tcp' | 'web' | 'dns' | 'improv' | 'session' | 'app';
