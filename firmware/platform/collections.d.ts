// Arrays, typed arrays and promises as the interpreter has them, and the type-only helpers the compiler knows by name.

interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}
interface ConcatArray<T> extends ArrayLike<T> {}

interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  concat(...items: (T | ConcatArray<T>)[]): T[];
  every(test: (value: T, index: number) => unknown): boolean;
  filter<S extends T>(test: (value: T, index: number) => value is S): S[];
  filter(test: (value: T, index: number) => unknown): T[];
  find<S extends T>(test: (value: T, index: number) => value is S): S | undefined;
  find(test: (value: T, index: number) => unknown): T | undefined;
  findIndex(test: (value: T, index: number) => unknown): number;
  forEach(visit: (value: T, index: number) => void): void;
  includes(value: T): boolean;
  indexOf(value: T): number;
  join(separator?: string): string;
  map<U>(change: (value: T, index: number) => U): U[];
  reduce(combine: (sum: T, value: T, index: number) => T): T;
  reduce<U>(combine: (sum: U, value: T, index: number) => U, start: U): U;
  slice(from?: number, to?: number): T[];
  some(test: (value: T, index: number) => unknown): boolean;
  [Symbol.iterator](): ArrayIterator<T>;
}

interface Array<T> extends ReadonlyArray<T> {
  /** Writing it throws on the interpreter: use splice. */
  readonly length: number;
  [index: number]: T;
  fill(value: T, from?: number, to?: number): this;
  pop(): T | undefined;
  push(...items: T[]): number;
  reverse(): T[];
  shift(): T | undefined;
  /** Not stable. */
  sort(compare?: (a: T, b: T) => number): this;
  splice(from: number, count?: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
}
interface ArrayConstructor {
  new <T>(length: number): T[];
  isArray(value: unknown): value is unknown[];
}
declare var Array: ArrayConstructor;

interface ArrayBuffer {
  readonly byteLength: number;
}
interface ArrayBufferConstructor {
  new (length: number): ArrayBuffer;
}
declare var ArrayBuffer: ArrayBufferConstructor;
interface DataView {
  readonly buffer: ArrayBuffer;
  /** Big-endian. */
  setUint32(byteOffset: number, value: number): void;
}
interface DataViewConstructor {
  new (buffer: ArrayBuffer): DataView;
}
declare var DataView: DataViewConstructor;

/** The typed arrays of all widths: no slice, from or of. */
interface TypedArray {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly length: number;
  [index: number]: number;
  fill(value: number, from?: number, to?: number): this;
  forEach(visit: (value: number, index: number) => void): void;
  indexOf(value: number): number;
  join(separator?: string): string;
  set(from: ArrayLike<number>, offset?: number): void;
  subarray(from?: number, to?: number): this;
  [Symbol.iterator](): ArrayIterator<number>;
}
interface TypedArrayConstructor<T> {
  new (source: number | ArrayLike<number>): T;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): T;
}
interface Uint8Array extends TypedArray {}
interface Uint16Array extends TypedArray {}
interface Uint32Array extends TypedArray {}
interface Int32Array extends TypedArray {}
declare var Uint8Array: TypedArrayConstructor<Uint8Array>;
declare var Uint16Array: TypedArrayConstructor<Uint16Array>;
declare var Uint32Array: TypedArrayConstructor<Uint32Array>;
declare var Int32Array: TypedArrayConstructor<Int32Array>;

interface PromiseLike<T> {
  then<R, S>(
    done: (value: T) => R | PromiseLike<R>,
    failed?: (reason: unknown) => S | PromiseLike<S>,
  ): PromiseLike<R | S>;
}
interface Promise<T> {
  then<R, S = never>(
    done: (value: T) => R | PromiseLike<R>,
    failed?: (reason: unknown) => S | PromiseLike<S>,
  ): Promise<R | S>;
  catch<R>(failed: (reason: unknown) => R | PromiseLike<R>): Promise<T | R>;
}
interface PromiseConstructor {
  new <T>(work: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void): Promise<T>;
  all<T>(promises: readonly Promise<T>[]): Promise<T[]>;
  resolve<T>(value: T): Promise<T>;
  reject(reason: unknown): Promise<never>;
}
declare var Promise: PromiseConstructor;

// What the compiler needs to type `for (const x of xs)`; the interpreter walks arrays, strings and typed arrays only.
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
declare var Symbol: SymbolConstructor;
interface Symbol {}
interface IteratorResult<T, _R = unknown> {
  done?: boolean;
  value: T;
}
interface Iterator<T, R = unknown, N = unknown> {
  next(value?: N): IteratorResult<T, R>;
}
interface Iterable<T, R = unknown, N = unknown> {
  [Symbol.iterator](): Iterator<T, R, N>;
}
interface IterableIterator<T, R = unknown, N = unknown> extends Iterator<T, R, N> {
  [Symbol.iterator](): IterableIterator<T, R, N>;
}
interface ArrayIterator<T> extends IterableIterator<T, undefined, unknown> {}

type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends string | number, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends string | number> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...args: never[]) => unknown> = T extends (...args: infer P) => unknown ? P : never;
type ReturnType<T extends (...args: never[]) => unknown> = T extends (...args: never[]) => infer R ? R : never;
