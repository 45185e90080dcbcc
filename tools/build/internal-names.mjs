// Property names that never leave the firmware: no JSON, no flash record, no global, no port of Espruino has them, and
// no table is looked up by them (the kind of an event or effect is a string there and a key here).
//
// The build shortens them. A name of up to 4 letters costs one variable less on the chip wherever an object has it, and
// the bundle gets smaller. A name that is also a key on the wire must not stand here: the end-to-end tests, which run
// the built bundle, fail then.

export const INTERNAL_NAMES = [
  // what is kept between events, and the link machine's state
  ...['kept', 'committed', 'keptChannel', 'apChannel', 'seenMs', 'recall', 'debugLevel', 'debugFlow'],
  ...['windowIdleMs', 'windowEndMs', 'windowLastMs', 'watching', 'watchWindow', 'masks', 'gate', 'refuse', 'touch'],
  ...['settled', 'acceptWeb', 'drained'],
  ...['trySsid', 'tryPsk', 'jobEndMs', 'staEndMs', 'nextMs', 'freeMs', 'backoffMs', 'lostMs', 'apEndMs', 'apKeepMs'],
  ...['apTrial', 'apHush', 'apRedo', 'pausedMs', 'pressedMs', 'scanEndMs', 'alone', 'asked', 'mute'],
  ...['joinsAlone', 'portRetries', 'cutsBursts', 'nowMs', 'effects', 'sight', 'making', 'clients', 'reasons'],
  // the kernel and its parts
  ...[
    'engine',
    'opener',
    'teller',
    'maker',
    'vault',
    'loaded',
    'ears',
    'awake',
    'isAwake',
    'isRunning',
    'byHand',
    'passed',
    'fired',
    'onQuery',
    'sleep',
    'waking',
    'disarm',
    'isOpen',
    'given',
    'wakeAt',
  ],
  ...['takeUart', 'ports', 'clock', 'codeReady', 'scanData', 'onRadio'],
  ...['keepCode', 'writesLeft', 'problems', 'freeVars', 'makeCode', 'scanners', 'running', 'busy'],
  // doors
  ...['frames', 'answering', 'isEnded', 'isClosed', 'begunMs', 'begun', 'quiet', 'connection', 'editor'],
  ...[
    'ahead',
    'held',
    'ctrlC',
    'lastByte',
    'lines',
    'onReply',
    'onApply',
    'answered',
    'onCtrlC',
    'typed',
    'handle',
    'flush',
  ],
  ...['accept', 'prompt', 'closed', 'ended'],
  ...[
    'boxed',
    'opened',
    'seeded',
    'nonces',
    'wrongProofs',
    'lockedMs',
    'received',
    'owner',
    'phase',
    'secret',
    'endMs',
  ],
  ...['reading', 'isTold', 'lingers', 'minor', 'waits', 'method', 'query', 'isOnline', 'provision', 'respond'],
  ...['linger', 'serve', 'submit', 'scanAge'],
  // readers and flash
  ...[
    'bones',
    'plain',
    'partial',
    'badInString',
    'badInBones',
    'whole',
    'height',
    'sequence',
    'pageSize',
    'erasesLeft',
  ],
  // Improv
  ...['hearing', 'silence', 'wanted', 'keepNames', 'onFrame', 'sendFrames', 'unsay', 'waitFor'],
  // an embedder's app
  ...['heard', 'wasOnline', 'faults'],
  // Espressif's clients
  ...['espressif', 'applied', 'setCookie'],
  // QR codes
  ...['shape', 'stream', 'checks', 'pairs', 'blocks', 'taken'],
  ...['payload', 'changes', 'kind', 'fallback', 'damaged', 'fresh', 'record'],
];

export const INTERNAL = new RegExp(`^(?:${INTERNAL_NAMES.join('|')})$`);
