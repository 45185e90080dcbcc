// Why a network could not be joined, for people who read: the words of wifi/reasons.ts, in sentences of each language.

import type { Row } from './texts.ts';

export const REASONS = {
  wrong_password: {
    en: 'The network refused the password. Check it, including upper and lower case.',
    de: 'Das Netz hat das Passwort abgelehnt. Bitte Groß-/Kleinschreibung beachten.',
    es: 'La red rechazó la contraseña. Compruebe mayúsculas y minúsculas.',
  },
  not_found: {
    en: 'The network was not found. Is the name right, is the router on, and does it use 2.4 GHz?',
    de: 'Netz nicht gefunden. Stimmt der Name, ist der Router an, nutzt er 2,4 GHz?',
    es: 'No se encontró la red. ¿Es correcto el nombre, está encendido el router y usa 2,4 GHz?',
  },
  refused: {
    en: 'The router refused the device. Restart the router, or check its device filter.',
    de: 'Der Router hat das Gerät abgelehnt. Starten Sie ihn neu oder prüfen Sie seinen Gerätefilter.',
    es: 'El router rechazó el dispositivo. Reinícielo o revise su filtro de dispositivos.',
  },
  no_ip: {
    en: 'The router gave no address. Restart it, or check that DHCP is on.',
    de: 'Der Router hat keine Adresse vergeben. Starten Sie ihn neu oder prüfen Sie, ob DHCP aktiviert ist.',
    es: 'El router no dio una dirección. Reinícielo o compruebe que DHCP está activado.',
  },
  signal_lost: {
    en: 'The signal was lost. Move the device closer to the router.',
    de: 'Das Signal ging verloren. Stellen Sie das Gerät näher an den Router.',
    es: 'Se perdió la señal. Acerque el dispositivo al router.',
  },
  incompatible: {
    en: 'The device does not support this security mode. Set the router to WPA2 or WPA2/WPA3.',
    de: 'Das Gerät unterstützt diese Verschlüsselung nicht. Stellen Sie den Router auf WPA2 oder WPA2/WPA3.',
    es: 'La seguridad de la red no es compatible. Ponga el router en WPA2 o WPA2/WPA3.',
  },
  timeout: {
    en: 'The network did not answer in time. Move the device closer to the router and try again.',
    de: 'Das Netz antwortete nicht rechtzeitig. Stellen Sie das Gerät näher an den Router und versuchen Sie es erneut.',
    es: 'La red no respondió a tiempo. Acerque el dispositivo al router e inténtelo otra vez.',
  },
  cancelled: {
    en: 'A newer request stopped the attempt.',
    de: 'Eine neuere Anfrage hat den Versuch beendet.',
    es: 'Una petición más reciente detuvo el intento.',
  },
} satisfies Record<string, Row>;
