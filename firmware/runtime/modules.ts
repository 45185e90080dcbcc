// The table of modules: parts of the bundle that are in memory only while they are used. main.ts loads them (`load`), and
// service.ts unloads them (`unloadUnused`).
//
// The loader's types come from here, and the build reads the table's source: a module is the export that its row names, with
// all that this imports. Types only: nothing here keeps a module in memory.

import type { AppContext } from '../app/api.ts';
import type { AppModule } from '../app/module.ts';
import type { DnsModule } from '../protocols/dns/module.ts';
import type { HttpModule } from '../protocols/http/module.ts';
import type { ImprovModule } from '../protocols/improv/module.ts';
import type { TcpModule } from '../protocols/tcp/module.ts';
import type { ConsoleModule } from '../protocols/uart/module.ts';
import type { ConnectionManager } from '../provisioning/connection-manager.ts';
import type { RequestHandler } from '../provisioning/request-handler.ts';
import type { SessionModule } from '../security/session/module.ts';

export interface Modules {
  /** The order of a start, unless the last ones went wrong. */
  startup: typeof import('./startup.ts').create;
  boot: typeof import('./boot-sequence.ts').create;
  listeners: typeof import('./listeners.ts').create;
  /** Gives the resident state its methods and ports. */
  service: typeof import('./service-module.ts').create;
  /** Tells of an exception in our own code, and counts it. */
  internal: typeof import('./internal.ts').create;

  console: typeof import('../protocols/uart/module.ts').create;
  /** Prints one event line while the console is out of memory. */
  eventPrinter: typeof import('../protocols/uart/event-printer.ts').create;
  /** Shows the setup code and draws its QR codes. */
  code: typeof import('../protocols/uart/code-module.ts').create;
  improv: typeof import('../protocols/improv/module.ts').create;
  tcp: typeof import('../protocols/tcp/module.ts').create;
  session: typeof import('../security/session/module.ts').create;
  /** The setup code as a key of the setup window, for one request of the home page. */
  openByCode: typeof import('../security/open-module.ts').create;
  http: typeof import('../protocols/http/module.ts').create;
  dns: typeof import('../protocols/dns/module.ts').create;
  espressif: typeof import('../protocols/espressif/module.ts').create;
  button: typeof import('./button.ts').create;
  /** The status LED. */
  led: typeof import('./led/module.ts').create;

  requests: typeof import('../provisioning/request-handler.ts').create;
  // For one request each: gone before the next one is made, and before the reply is.
  /** A request whose text JSON.parse may get wrong. */
  parse: typeof import('../provisioning/parse-request.ts').readRequest;
  /** What is wrong with a request that has the key `cmd`. */
  checkCommand: typeof import('../provisioning/check-command.ts').commandFault;
  /** Carries it out, unless it is `scan`. */
  commands: typeof import('../provisioning/commands.ts').runCommand;
  /** Changes with the key `wifi`. */
  wifiUri: typeof import('../provisioning/wifi-uri.ts').fieldsOfWifi;
  /** Changes of which something may have to be said. */
  validate: typeof import('../provisioning/validate.ts').validateSettings;
  /** One request of an update over the network. */
  update: typeof import('../update/module.ts').create;
  /** A form of the setup page. */
  form: typeof import('../provisioning/form.ts').readForm;
  /** What `status` shows. */
  status: typeof import('../provisioning/status-module.ts').create;

  /** The known networks, and how one is forgotten. */
  networks: typeof import('../provisioning/networks.ts').list;
  forget: typeof import('../provisioning/networks.ts').forget;

  connection: typeof import('../provisioning/connection-manager.ts').create;
  /** The setup window. */
  window: typeof import('../provisioning/window-module.ts').create;
  /** The flash records. */
  store: typeof import('../storage/module.ts').create;
  /** A new firmware stays. */
  proof: typeof import('../update/proof-module.ts').create;
  /** Makes the setup code while the radio is on. */
  secrets: typeof import('../security/secrets-module.ts').create;

  // In builds with an embedder's app.
  app: typeof import('../app/module.ts').create;
  /** What the app is given. */
  context: typeof import('../app/context.ts').create;
  /** Watches over the app. */
  watchdog: typeof import('../app/watchdog.ts').create;
  /** The app itself: the file that the build is given. */
  appMain: (context: AppContext) => void;
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
  connection?: ConnectionManager | undefined;
  requests?: RequestHandler | undefined;
  console?: ConsoleModule | undefined;
  tcp?: TcpModule | undefined;
  http?: HttpModule | undefined;
  dns?: DnsModule | undefined;
  improv?: ImprovModule | undefined;
  session?: SessionModule | undefined;
  app?: AppModule | undefined;
}
export type Held = 'connection' | 'requests' | 'console' | 'tcp' | 'http' | 'dns' | 'improv' | 'session' | 'app';
