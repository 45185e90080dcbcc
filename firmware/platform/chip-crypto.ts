// The module crypto of stock Espruino on the ESP32: hashes and AES. Types only, see chip.ts.

export interface CryptoModule {
  SHA1(bytes: string): ArrayBuffer;
  SHA256(bytes: string): ArrayBuffer;
  SHA512(bytes: string): ArrayBuffer;
  PBKDF2(
    passphrase: string,
    salt: string,
    options: { keySize: number; iterations: number; hasher: 'SHA1' | 'SHA256' | 'SHA512' },
  ): ArrayBuffer;
  AES: {
    encrypt(text: string, key: string | ArrayBuffer, options: AesOptions): ArrayBuffer;
    decrypt(bytes: string | ArrayBuffer, key: string | ArrayBuffer, options: AesOptions): ArrayBuffer;
  };
}
/** No CTR (ignores the iv), no CFB or OFB (wrong or absent on the interpreter): build what is needed from ECB. */
export interface AesOptions {
  iv?: string | ArrayBuffer;
  mode: 'CBC' | 'ECB';
}
