// Why a network could not be joined, for people who read: the words of wifi/reasons.ts, in sentences of each language.

import type { Row } from './texts.ts';

export const REASONS = {
  wrong_password: {
    en: 'The network refused the password. Upper and lower case count.',
    de: 'Das Netz hat das Passwort abgelehnt. Groß und klein zählen.',
    es: 'La red rechazó la contraseña. Distingue mayúsculas y minúsculas.',
  },
  not_found: {
    en: 'The network was not found. Is the name right, and is it on 2.4 GHz?',
    de: 'Das Netz wurde nicht gefunden. Stimmt der Name, und funkt es auf 2,4 GHz?',
    es: 'No se encontró la red. ¿Es correcto el nombre y funciona a 2,4 GHz?',
  },
  refused: {
    en: 'The router refused the device. Restart the router, or look whether it filters devices.',
    de: 'Der Router hat das Gerät abgelehnt. Starten Sie ihn neu oder prüfen Sie seine Gerätefilter.',
    es: 'El router rechazó el dispositivo. Reinícielo o revise su filtro de dispositivos.',
  },
  no_ip: {
    en: 'The router gave no address. Restart it, or look whether DHCP is on.',
    de: 'Der Router gab keine Adresse. Starten Sie ihn neu oder prüfen Sie, ob DHCP an ist.',
    es: 'El router no dio una dirección. Reinícielo o compruebe que DHCP está activado.',
  },
  signal_lost: {
    en: 'The signal was lost. Bring the device nearer to the router.',
    de: 'Das Signal ging verloren. Bringen Sie das Gerät näher an den Router.',
    es: 'Se perdió la señal. Acerque el dispositivo al router.',
  },
  incompatible: {
    en: 'The network’s security does not fit. Set the router to WPA2 or WPA2/WPA3.',
    de: 'Die Sicherheit des Netzes passt nicht. Stellen Sie den Router auf WPA2 oder WPA2/WPA3.',
    es: 'La seguridad de la red no es compatible. Ponga el router en WPA2 o WPA2/WPA3.',
  },
  timeout: {
    en: 'The network did not answer in time. Bring the device nearer to the router and try again.',
    de: 'Das Netz antwortete nicht rechtzeitig. Bringen Sie das Gerät näher an den Router und versuchen Sie es erneut.',
    es: 'La red no respondió a tiempo. Acerque el dispositivo al router e inténtelo otra vez.',
  },
  cancelled: {
    en: 'A newer request stopped the attempt.',
    de: 'Eine neuere Anfrage hat den Versuch beendet.',
    es: 'Una petición más nueva detuvo el intento.',
  },
} satisfies Record<string, Row>;
