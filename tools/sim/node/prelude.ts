// The script that is run first in each sandbox: makes the interpreter's objects out of the context's own intrinsics.

/**
 * Evaluates to a function of the host's services that returns the tools of `Realm`. It runs before anything is deleted
 * from the context, and every object the firmware will meet is made in here, so that prototypes are the context's.
 */
export const PRELUDE = `(function (host, scriptOf) {
  var handlers = new WeakMap(), RealDate = Date, fromCharCode = String.fromCharCode;
  var define = Object.defineProperty, getProto = Object.getPrototypeOf;

  function hidden(target, name, value) {
    define(target, name, { value: value, writable: true, enumerable: false, configurable: true });
  }
  function listenersOf(target, event) {
    var all = handlers.get(target);
    return (all && all[event]) || [];
  }
  function store(target, event, list) {
    var all = handlers.get(target);
    if (!all) handlers.set(target, (all = Object.create(null)));
    all[event] = list;
  }
  // Every object is an emitter: on, emit, removeListener, removeAllListeners, prependListener.
  hidden(Object.prototype, 'on', function (event, fn) {
    if (typeof fn !== 'function') throw makeError('Error', 'Expecting a function');
    store(this, event, listenersOf(this, event).concat([fn]));
    host.listened(this, event);
  });
  hidden(Object.prototype, 'prependListener', function (event, fn) {
    store(this, event, [fn].concat(listenersOf(this, event)));
    host.listened(this, event);
  });
  hidden(Object.prototype, 'emit', function (event) {
    emit(this, event, [].slice.call(arguments, 1));
  });
  hidden(Object.prototype, 'removeListener', function (event, fn) {
    store(this, event, listenersOf(this, event).filter(function (one) { return one !== fn; }));
  });
  hidden(Object.prototype, 'removeAllListeners', function (event) {
    if (event === undefined) handlers.delete(this);
    else store(this, event, []);
  });
  function emit(target, event, args) {
    listenersOf(target, event).forEach(function (fn) { host.queue(fn, target, args); });
  }

  // Native errors are no Errors on Espruino, and have no name.
  [TypeError, ReferenceError, SyntaxError].forEach(function (kind) {
    var word = kind.name;
    Object.setPrototypeOf(kind.prototype, Object.prototype);
    hidden(kind.prototype, 'type', word);
    hidden(kind.prototype, 'toString', function () { return word + ': ' + this.message; });
    delete kind.prototype.name;
  });
  hidden(Error.prototype, 'type', 'Error');
  hidden(Error.prototype, 'toString', function () { return 'Error: ' + this.message; });
  delete Error.prototype.name;
  function InternalError(message) { this.message = message; this.type = 'InternalError'; this.stack = ''; }
  hidden(InternalError.prototype, 'toString', function () { return 'InternalError: ' + this.message; });
  hidden(globalThis, 'InternalError', InternalError);
  function makeError(type, message) { return new globalThis[type](message); }

  // Strings are bytes.
  hidden(String, 'fromCharCode', function () {
    return fromCharCode.apply(null, [].map.call(arguments, function (code) { return code & 255; }));
  });

  // Time is the simulation's.
  function SimDate() {
    var args = [].slice.call(arguments);
    return new (Function.prototype.bind.apply(RealDate, [null].concat(args.length ? args : [host.now()])))();
  }
  SimDate.prototype = RealDate.prototype;
  RealDate.prototype.constructor = SimDate;
  hidden(SimDate, 'now', function () { return host.now(); });
  hidden(SimDate, 'parse', RealDate.parse);
  hidden(globalThis, 'Date', SimDate);
  hidden(globalThis, 'global', globalThis);

  // Around what each eval gets, see script.ts: only the realm's own eval lets the code see its caller's names.
  hidden(globalThis, '__simScript', function (code) { return typeof code === 'string' ? scriptOf(code) : code; });

  // The way in from the host: one call at a time, so that it can be run under a time limit.
  var pending = null;
  hidden(globalThis, '__simCall', function () {
    var call = pending;
    pending = null;
    return call.fn.apply(call.self, call.args);
  });

  return {
    hold: function (fn, self, args) { pending = { fn: fn, self: self, args: args }; },
    wrap: function (fn) { return function () { return fn.apply(this, arguments); }; },
    object: function () { return {}; },
    array: function () { return []; },
    hidden: hidden,
    makeError: makeError,
    emit: emit,
    emitNow: function (target, event, args) {
      listenersOf(target, event).forEach(function (fn) { fn.apply(target, args); });
    },
    count: function (target, event) { return listenersOf(target, event).length; },
    arrayBuffer: function (size) { return new ArrayBuffer(size); },
    uint8Array: function (size) { return new Uint8Array(size); },
    typedArray: getProto(Uint8Array),
    instanceName: function (value) { return value && value.constructor && value.constructor.name; }
  };
})`;
