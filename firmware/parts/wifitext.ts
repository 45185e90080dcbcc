// Part: the text of a Wi-Fi QR code as credentials.

export { fieldsOfWifi as create } from '../commands/wifi.ts';
