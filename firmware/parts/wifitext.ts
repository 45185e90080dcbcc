// Part: the text of a Wi-Fi QR code as credentials.

export { putWifiText as create } from '../commands/wifi.ts';
