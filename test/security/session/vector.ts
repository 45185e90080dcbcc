// The test vector of PROVLAN1; byte strings.

const hex = (digits: string): string => Buffer.from(digits, 'hex').toString('latin1');

export const VECTOR = {
  typed: '7KQ2-M9XD-4TRA',
  code: '7KQ2M9XD4TRA',
  salt: hex('101112131415161718191a1b1c1d1e1f'),
  clientNonce: '\xc1'.repeat(16),
  nonce: '\xd2'.repeat(16),
  id: 'prov-1234',
  psk: hex('9642b76458bd4ee5965e34ee2916c522ef2e1750837f7de1c80a8cb91d595c68'),
  hash: hex('f7db034141568e260763adca2145f5c227f23b59533bff5dc7021277b9c58806'),
  keys: [
    '6e0b0ab0b5fa2f14bab748fcb12c85727bccd68fb0670ab707e040355b77a9dc',
    '6f4e59e3ab23867bf270b182afa70fe8cceb749401f76b5f1bb92837fbdd6f72',
    '31ed0a6a52b22237de8407ed66f9b4c7ebeaf66dd3920c5ce5dbf77af272a74b',
    '33df683bc1f236a80b39fc262962ed18036bae7ae262224a4e9b1186bc0d2f8d',
    '6850baf8c6f9b78c71e22d9e0be838008dbba2c717afeb02eff47faf5748ae98',
    'a75c04c1323fb54b2f2c1525fe38122c11733c7a3eb54abc797e68f335849fa8',
    '764e5f1cf3df4b0ded6348a89c6d885ef79a2d029546d5fb3174ba7d9b07d8e6',
    '6b92d988b8b968eff6386d646694c4fa45abe90df295c48fb8b09d852f33c579',
  ],
  clientProof: 'faaeb685bce9127cbb2e4bad37d06330',
  deviceProof: 'bc500f5dcb4b0909f1f6369186402aac',
  request: '{"cmd":"status"}',
  iv: 'd6f6037e8704c89e5428c923a8f2d388',
  sealed: '497a6aeed2a60ddb5ccd839b9ce37d62127be01f9e9362931cfebb3361ddb01c',
  tag: 'b8d19d035402faec1a42d0bbfe9f2cbc',
};

/** All eight keys in one, as the device keeps them. */
export const KEYS = hex(VECTOR.keys.join(''));
