// Which of V8's built-ins Espruino does not have: taken from a run of the real interpreter over every name V8 knows.

const GLOBALS =
  'Symbol AggregateError EvalError RangeError URIError Intl BigUint64Array BigInt64Array Map BigInt Set WeakMap WeakSet ' +
  'Proxy Reflect FinalizationRegistry WeakRef decodeURI encodeURI escape unescape SharedArrayBuffer Atomics WebAssembly ' +
  'Iterator Float16Array SuppressedError DisposableStack AsyncDisposableStack';

const MEMBERS: Record<string, string> = {
  Object:
    'getOwnPropertySymbols hasOwn is preventExtensions seal freeze isExtensible isFrozen isSealed groupBy ' +
    '.isPrototypeOf .propertyIsEnumerable .toLocaleString .__defineGetter__ .__defineSetter__ .__lookupGetter__ .__lookupSetter__',
  Array:
    'from of fromAsync .at .copyWithin .findLast .findLastIndex .lastIndexOf .keys .entries .values .flat .flatMap ' +
    '.reduceRight .toLocaleString .toReversed .toSorted .toSpliced .with',
  String:
    'fromCodePoint raw .anchor .at .big .blink .bold .codePointAt .fontcolor .fontsize .fixed .isWellFormed .italics .link ' +
    '.localeCompare .matchAll .normalize .search .small .strike .sub .sup .toWellFormed .trimStart .trimLeft .trimEnd ' +
    '.trimRight .toLocaleLowerCase .toLocaleUpperCase',
  Number:
    'isFinite isInteger isNaN isSafeInteger parseFloat parseInt MAX_SAFE_INTEGER MIN_SAFE_INTEGER EPSILON ' +
    '.toExponential .toPrecision .toLocaleString',
  Math: 'acosh asinh atanh cbrt expm1 clz32 cosh fround f16round hypot imul log1p log2 log10 sinh tanh trunc sumPrecise',
  Date:
    'UTC .toDateString .toTimeString .toGMTString .setUTCDate .setUTCFullYear .setUTCHours .setUTCMilliseconds ' +
    '.setUTCMinutes .setUTCMonth .setUTCSeconds .getYear .setYear .toLocaleString .toLocaleDateString .toLocaleTimeString',
  Promise: 'allSettled any race withResolvers try .finally',
  Error: 'captureStackTrace stackTraceLimit',
  ArrayBuffer: 'isView .slice .maxByteLength .resizable .resize .detached .transfer .transferToFixedLength',
  DataView: '.getBigInt64 .setBigInt64 .getBigUint64 .setBigUint64 .getFloat16 .setFloat16',
  TypedArray:
    'BYTES_PER_ELEMENT from of .BYTES_PER_ELEMENT .entries .keys .values .at .copyWithin .findLast .findLastIndex .lastIndexOf ' +
    '.reduceRight .toLocaleString .toReversed .toSorted .with',
};

type Holder = Record<string, unknown> & { prototype?: Record<string, unknown> };

/** Deletes from a context's intrinsics all that the interpreter lacks. */
export function removeAbsent(scope: object, typedArray: unknown): void {
  for (const name of GLOBALS.split(' ')) Reflect.deleteProperty(scope, name);
  for (const [owner, names] of Object.entries(MEMBERS)) {
    const holder = (owner === 'TypedArray' ? typedArray : Reflect.get(scope, owner)) as Holder;
    for (const name of names.split(' ')) {
      if (name.startsWith('.')) Reflect.deleteProperty(holder.prototype ?? {}, name.slice(1));
      else Reflect.deleteProperty(holder, name);
    }
  }
}
