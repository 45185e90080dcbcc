// The language's own objects as the interpreter has them: what is missing here is missing there (no Map, no Number.isInteger).

interface Object {
  toString(): string;
  hasOwnProperty(key: string): boolean;
}
interface ObjectConstructor {
  assign<T, U>(target: T, source: U): T & U;
  assign<T, U, V>(target: T, source1: U, source2: V): T & U & V;
  create(prototype: object | null): unknown;
  readonly prototype: object;
  keys(o: object): string[];
  values<T>(o: { [key: string]: T } | ArrayLike<T>): T[];
  entries<T>(o: { [key: string]: T } | ArrayLike<T>): [string, T][];
  fromEntries<T>(entries: readonly (readonly [string, T])[]): { [key: string]: T };
  defineProperty<T>(o: T, key: string, descriptor: PropertyDescriptor): T;
  getOwnPropertyNames(o: object): string[];
  getPrototypeOf(o: object): unknown;
  setPrototypeOf<T extends object>(o: T, prototype: object | null): T;
}
declare var Object: ObjectConstructor;

interface PropertyDescriptor {
  value?: unknown;
  get?(): unknown;
  set?(value: unknown): void;
  // enumerable, configurable and writable are read by no build
}

interface CallableFunction extends Function {
  apply<T, R>(this: (this: T) => R, self: T): R;
  apply<T, A extends unknown[], R>(this: (this: T, ...args: A) => R, self: T, args: A): R;
  call<T, A extends unknown[], R>(this: (this: T, ...args: A) => R, self: T, ...args: A): R;
  bind<T, A extends unknown[], B extends unknown[], R>(
    this: (this: T, ...args: [...A, ...B]) => R,
    self: T,
    ...args: A
  ): (...args: B) => R;
}
interface NewableFunction extends Function {}
interface Function {}
interface IArguments {
  readonly length: number;
  [index: number]: unknown;
}

interface Boolean {}
interface Number {
  toString(radix?: number): string;
  toFixed(digits: number): string;
}
interface NumberConstructor {
  (value?: unknown): number;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
}
declare var Number: NumberConstructor;
interface BooleanConstructor {
  <T>(value?: T): boolean;
}
declare var Boolean: BooleanConstructor;

/** One char code 0..255 a byte: this interpreter has no unicode. */
interface String {
  readonly length: number;
  readonly [index: number]: string;
  charAt(index: number): string;
  charCodeAt(index: number): number;
  concat(other: string): string;
  endsWith(end: string): boolean;
  includes(part: string): boolean;
  indexOf(part: string, from?: number): number;
  lastIndexOf(part: string, from?: number): number;
  match(pattern: RegExp): RegExpMatchArray | null;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  repeat(times: number): string;
  replace(what: string | RegExp, by: string | ((match: string, group1: string, group2: string) => string)): string;
  replaceAll(what: string | RegExp, by: string): string;
  slice(from?: number, to?: number): string;
  /** A second argument (the limit) is ignored by the interpreter. */
  split(separator: string | RegExp): string[];
  startsWith(start: string): boolean;
  substr(from: number, length?: number): string;
  substring(from: number, to?: number): string;
  toLowerCase(): string;
  toUpperCase(): string;
  trim(): string;
  [Symbol.iterator](): ArrayIterator<string>;
}
interface StringConstructor {
  (value?: unknown): string;
  fromCharCode(...bytes: number[]): string;
}
declare var String: StringConstructor;

interface RegExp {
  exec(text: string): RegExpMatchArray | null;
  test(text: string): boolean;
  readonly source: string;
  readonly flags: string;
  lastIndex: number;
}
interface RegExpMatchArray extends Array<string> {
  index: number;
  input: string;
  0: string;
}
interface RegExpConstructor {
  new (source: string, flags?: string): RegExp;
}
declare var RegExp: RegExpConstructor;

interface Error {
  message: string;
  stack?: string;
  type?: string;
}
interface ErrorConstructor {
  new (message?: string): Error;
}
declare var Error: ErrorConstructor;
declare var TypeError: ErrorConstructor;

interface Math {
  readonly PI: number;
  abs(x: number): number;
  ceil(x: number): number;
  floor(x: number): number;
  log(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  pow(x: number, y: number): number;
  round(x: number): number;
  sign(x: number): number;
  sqrt(x: number): number;
}
declare var Math: Math;

interface JSON {
  /** Lax: takes quotes of every kind, comments, trailing commas and garbage behind the value; unchecked recursion. */
  parse(text: string): unknown;
  stringify(value: unknown): string;
}
declare var JSON: JSON;

interface DateConstructor {
  now(): number;
}
declare var Date: DateConstructor;

declare var NaN: number;
declare var Infinity: number;
declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;
declare function encodeURIComponent(text: string): string;
declare function decodeURIComponent(text: string): string;
declare function btoa(bytes: string): string;
declare function atob(text: string): string;
