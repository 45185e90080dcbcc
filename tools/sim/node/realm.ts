// One sandbox: a V8 context dressed as Espruino, and the ways to move values and calls into it.

import vm from 'node:vm';
import { removeAbsent } from './absent.ts';
import { PRELUDE } from './prelude.ts';
import { scriptOf } from './script.ts';

// biome-ignore lint/complexity/noBannedTypes: any function of the sandbox, whatever it takes
export type SandboxFunction = Function;

interface RealmHost {
  /** A call to be made from the idle loop. */
  queue(fn: SandboxFunction, self: unknown, args: unknown[]): void;
  /** A listener was added to an object. */
  listened(target: object, event: string): void;
  /** Milliseconds for Date.now(). */
  now(): number;
}

interface Tools {
  hold(fn: SandboxFunction, self: unknown, args: unknown[]): void;
  wrap(fn: (...args: never[]) => unknown): SandboxFunction;
  object(): Record<string, unknown>;
  array(): unknown[];
  hidden(target: object, name: string, value: unknown): void;
  makeError(type: string, message: string): unknown;
  emit(target: object, event: string, args: unknown[]): void;
  emitNow(target: object, event: string, args: unknown[]): void;
  count(target: object, event: string): number;
  arrayBuffer(size: number): ArrayBuffer;
  uint8Array(size: number): Uint8Array;
  typedArray: unknown;
  instanceName(value: unknown): string | undefined;
}

/** The globals that the engine makes or reads by name. */
type GlobalName =
  | 'E'
  | 'ESP32'
  | 'NRF'
  | 'Modules'
  | 'process'
  | 'Math'
  | 'JSON'
  | 'console'
  | 'Serial1'
  | 'D0'
  | 'BTN1';

export interface Realm {
  scope: { [name in GlobalName]?: unknown };
  /** Runs a script of byte text; throws what it throws, or the host's time-out error. Without a limit the caller has one. */
  evaluate(source: string, fileName: string, limitMs?: number): unknown;
  call(fn: SandboxFunction, self: unknown, args: unknown[], limitMs?: number): unknown;
  error(message: string, type?: string): unknown;
  emit(target: object, event: string, args: unknown[]): void;
  /** Not from the idle loop: within the caller's stack. */
  emitNow(target: object, event: string, args: unknown[]): void;
  listeners(target: object, event: string): number;
  /** Host data (rows, lists, plain values) as objects of the sandbox. */
  value(data: unknown): unknown;
  /** An object of the sandbox with native methods that do not show up among its keys. */
  natives(methods: Record<string, (...args: never[]) => unknown>, target?: object): Record<string, unknown>;
  arrayBuffer(bytes: Uint8Array): ArrayBuffer;
  uint8Array(bytes: Uint8Array): Uint8Array;
  instanceName(value: unknown): string | undefined;
}

const limit = (timeout: number | undefined): vm.RunningScriptOptions => (timeout === undefined ? {} : { timeout });

const LIMITED = vm.createContext({ run: () => {} });
const RUN = new vm.Script('run()', { filename: 'limit' });

/** Throws what it throws, or the host's time-out error. */
export function runUnderLimit(run: () => void, limitMs: number): void {
  LIMITED['run'] = run;
  RUN.runInContext(LIMITED, { timeout: limitMs });
}

const CALL = new vm.Script('__simCall()', { filename: 'native' });

export function createRealm(host: RealmHost): Realm {
  // Its promises go on at the end of each call from outside, within that call's limit.
  const context = vm.createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
  const tools = vm.runInContext(PRELUDE, context)(host, scriptOf) as Tools;
  const scope = vm.runInContext('globalThis', context) as Realm['scope'];
  removeAbsent(scope, tools.typedArray);
  const natives: Realm['natives'] = (methods, target = tools.object()) => {
    for (const [name, fn] of Object.entries(methods)) tools.hidden(target, name, tools.wrap(fn));
    return target as Record<string, unknown>;
  };
  return {
    scope,
    evaluate: (source, fileName, limitMs) =>
      new vm.Script(scriptOf(source), { filename: fileName }).runInContext(context, limit(limitMs)),
    call(fn, self, args, limitMs) {
      tools.hold(fn, self, args);
      return CALL.runInContext(context, limit(limitMs));
    },
    error: (message, type = 'Error') => tools.makeError(type, message),
    emit: tools.emit,
    emitNow: tools.emitNow,
    listeners: tools.count,
    value: (data) => toSandbox(tools, data),
    natives,
    arrayBuffer(bytes) {
      const buffer = tools.arrayBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      return buffer;
    },
    uint8Array(bytes) {
      const array = tools.uint8Array(bytes.length);
      array.set(bytes);
      return array;
    },
    instanceName: tools.instanceName,
  };
}

function toSandbox(tools: Tools, data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    const list = tools.array();
    for (const item of data) list.push(toSandbox(tools, item));
    return list;
  }
  const row = tools.object();
  for (const [key, item] of Object.entries(data)) row[key] = toSandbox(tools, item);
  return row;
}
