// Everything that the pages say, one column a language. A row that a page names goes into it, the others stay out.

export const LANGUAGES = ['en', 'de', 'es'] as const;
export type Row = Record<(typeof LANGUAGES)[number], string>;

/** `{}` is filled in by the page, `{name}` inside a row by another row. */
export const TEXTS = {
  title: { en: 'Wi-Fi setup', de: 'WLAN einrichten', es: 'Configurar Wi-Fi' },
  heading: { en: 'Connect to Wi-Fi', de: 'Mit WLAN verbinden', es: 'Conectar a Wi-Fi' },
  lead: {
    en: 'Choose the network this device should use.',
    de: 'Wählen Sie das Netz für dieses Gerät.',
    es: 'Elija la red para este dispositivo.',
  },
  nearby: { en: 'Networks', de: 'Netze', es: 'Redes' },
  rescan: { en: 'Scan again', de: 'Neu suchen', es: 'Buscar de nuevo' },
  scanning: { en: 'Scanning…', de: 'Suche…', es: 'Buscando…' },
  seconds: { en: '{} s ago', de: 'vor {} s', es: 'hace {} s' },
  minutes: { en: '{} min ago', de: 'vor {} min', es: 'hace {} min' },
  nothing: {
    en: 'No network found. Bring the device nearer to the router and scan again.',
    de: 'Kein Netz gefunden. Bringen Sie das Gerät näher an den Router und suchen Sie neu.',
    es: 'No se encontró ninguna red. Acerque el dispositivo al router y busque de nuevo.',
  },
  signal: { en: 'signal {} of 4', de: 'Signal {} von 4', es: 'señal {} de 4' },
  locked: { en: 'with password', de: 'mit Passwort', es: 'con contraseña' },
  free: { en: 'without password', de: 'ohne Passwort', es: 'sin contraseña' },
  inUse: { en: 'in use', de: 'verbunden', es: 'en uso' },
  other: { en: 'Other network…', de: 'Anderes Netz…', es: 'Otra red…' },
  name: { en: 'Network name', de: 'Name des Netzes', es: 'Nombre de la red' },
  nameHint: {
    en: 'For a hidden network. The text of a Wi-Fi QR code (WIFI:…) works too.',
    de: 'Für ein verstecktes Netz. Auch der Text eines WLAN-QR-Codes (WIFI:…) geht.',
    es: 'Para una red oculta. También vale el texto de un código QR de Wi-Fi (WIFI:…).',
  },
  password: { en: 'Password', de: 'Passwort', es: 'Contraseña' },
  noPassword: {
    en: 'Leave it empty if the network has none.',
    de: 'Leer lassen, wenn das Netz keines hat.',
    es: 'Déjela vacía si la red no tiene.',
  },
  openNote: {
    en: 'This network needs no password.',
    de: 'Dieses Netz braucht kein Passwort.',
    es: 'Esta red no necesita contraseña.',
  },
  newerNote: {
    en: 'This network may use WPA3 only, which the device cannot join.',
    de: 'Dieses Netz nutzt vielleicht nur WPA3, das dieses Gerät nicht kann.',
    es: 'Es posible que esta red solo use WPA3, que este dispositivo no admite.',
  },
  show: { en: 'Show', de: 'Zeigen', es: 'Ver' },
  hide: { en: 'Hide', de: 'Verbergen', es: 'Ocultar' },
  connect: { en: 'Connect', de: 'Verbinden', es: 'Conectar' },
  expect: {
    en: 'Your phone may leave “{}” for a moment. Should this page go away, join “{}” again: the result waits here.',
    de: 'Ihr Telefon kann „{}“ kurz verlieren. Verschwindet diese Seite, verbinden Sie sich wieder mit „{}“: Das Ergebnis wartet hier.',
    es: 'El teléfono puede perder «{}» un momento. Si esta página se cierra, vuelva a unirse a «{}»: aquí verá el resultado.',
  },
  badPassword: {
    en: 'A password has 8 to 63 characters.',
    de: 'Ein Passwort hat 8 bis 63 Zeichen.',
    es: 'Una contraseña tiene de 8 a 63 caracteres.',
  },
  badName: {
    en: 'Choose a network or enter its name.',
    de: 'Wählen Sie ein Netz oder geben Sie seinen Namen ein.',
    es: 'Elija una red o escriba su nombre.',
  },
  band: {
    en: 'This device uses 2.4 GHz only. A network that is missing may be 5 GHz only, hidden or too far away.',
    de: 'Dieses Gerät nutzt nur 2,4 GHz. Ein Netz, das fehlt, hat vielleicht nur 5 GHz, ist versteckt oder zu weit weg.',
    es: 'Este dispositivo solo usa 2,4 GHz. Si falta una red, puede ser solo de 5 GHz, estar oculta o demasiado lejos.',
  },
  connecting: { en: 'Connecting to “{}”', de: 'Verbinde mit „{}“', es: 'Conectando a «{}»' },
  patience: {
    en: 'The device checks the password and asks for an address. This takes up to 20 seconds.',
    de: 'Das Gerät prüft das Passwort und holt eine Adresse. Das dauert bis zu 20 Sekunden.',
    es: 'El dispositivo comprueba la contraseña y pide una dirección. Tarda hasta 20 segundos.',
  },
  lost: {
    en: 'Your phone has lost the device; both keep trying. If nothing happens within a minute, join “{}” again in the Wi-Fi settings.',
    de: 'Ihr Telefon hat das Gerät verloren; beide versuchen es weiter. Geschieht eine Minute lang nichts, verbinden Sie sich in den WLAN-Einstellungen wieder mit „{}“.',
    es: 'El teléfono ha perdido el dispositivo; ambos siguen intentándolo. Si en un minuto no pasa nada, vuelva a unirse a «{}» en los ajustes de Wi-Fi.',
  },
  ownNetwork: { en: 'the device’s network', de: 'das Netz des Geräts', es: 'la red del dispositivo' },
  connected: { en: 'Connected', de: 'Verbunden', es: 'Conectado' },
  onlineIn: {
    en: 'The device is online in “{}”. When your phone is back in that network, you find the device here:',
    de: 'Das Gerät ist online im Netz „{}“. Ist Ihr Telefon wieder in diesem Netz, finden Sie das Gerät hier:',
    es: 'El dispositivo está en línea en «{}». Cuando el teléfono vuelva a esa red, lo encontrará aquí:',
  },
  copy: { en: 'Copy', de: 'Kopieren', es: 'Copiar' },
  copied: { en: 'Copied', de: 'Kopiert', es: 'Copiado' },
  mayClose: {
    en: 'You can close this page. The device’s own network goes away in about a minute.',
    de: 'Sie können diese Seite schließen. Das Netz des Geräts verschwindet in etwa einer Minute.',
    es: 'Puede cerrar esta página. La red del dispositivo desaparece en un minuto aproximadamente.',
  },
  another: { en: 'Choose another network', de: 'Anderes Netz wählen', es: 'Elegir otra red' },
  failed: { en: '“{}” did not work.', de: '„{}“ hat nicht geklappt.', es: '«{}» no ha funcionado.' },
  rolledBack: {
    en: 'The device goes back to its former network.',
    de: 'Das Gerät kehrt zu seinem bisherigen Netz zurück.',
    es: 'El dispositivo vuelve a su red anterior.',
  },
  closedTitle: { en: 'Setup is closed', de: 'Einrichtung geschlossen', es: 'Configuración cerrada' },
  closedLead: {
    en: 'So nobody nearby can change the network. To open it, do one of these at the device:',
    de: 'So kann niemand in der Nähe das Netz ändern. Zum Öffnen tun Sie am Gerät eines davon:',
    es: 'Así nadie cercano puede cambiar la red. Para abrirla, haga una de estas cosas en el dispositivo:',
  },
  byButton: {
    en: 'Hold its button for 5 seconds.',
    de: 'Halten Sie die Taste 5 Sekunden.',
    es: 'Mantenga pulsado el botón 5 segundos.',
  },
  byPower: {
    en: 'Switch it off and on five times, each time within 10 seconds.',
    de: 'Schalten Sie es fünfmal aus und ein, jedes Mal innerhalb von 10 Sekunden.',
    es: 'Apáguelo y enciéndalo cinco veces, cada vez en menos de 10 segundos.',
  },
  byUart: {
    en: 'Type “wifiprov open” on its serial console.',
    de: 'Tippen Sie „wifiprov open“ auf der seriellen Konsole.',
    es: 'Escriba «wifiprov open» en la consola serie.',
  },
  checkAgain: { en: 'Check again', de: 'Erneut prüfen', es: 'Comprobar de nuevo' },
  silent: {
    en: 'The device does not answer. Is your phone still in its network? Trying again…',
    de: 'Das Gerät antwortet nicht. Ist Ihr Telefon noch in seinem Netz? Neuer Versuch…',
    es: 'El dispositivo no responde. ¿Sigue el teléfono en su red? Reintentando…',
  },
  again: {
    en: 'The device did not get that. Please try again.',
    de: 'Das kam beim Gerät nicht an. Bitte versuchen Sie es noch einmal.',
    es: 'El dispositivo no lo recibió. Inténtelo otra vez.',
  },
  advanced: { en: 'Advanced settings', de: 'Weitere Einstellungen', es: 'Ajustes avanzados' },
  save: { en: 'Save settings', de: 'Einstellungen sichern', es: 'Guardar ajustes' },
  saved: { en: 'Saved.', de: 'Gesichert.', es: 'Guardado.' },
  unchanged: { en: 'Nothing has changed.', de: 'Nichts wurde geändert.', es: 'No hay cambios.' },
  yes: { en: 'yes', de: 'ja', es: 'sí' },
  no: { en: 'no', de: 'nein', es: 'no' },
  all: { en: 'all', de: 'alle', es: 'todos' },
  automatic: { en: 'automatic', de: 'automatisch', es: 'automática' },
  open: { en: 'open', de: 'offen', es: 'abierta' },
  station: { en: 'station', de: 'Station', es: 'estación' },
  ap: { en: 'access point', de: 'Access Point', es: 'punto de acceso' },
} satisfies Record<string, Row>;

export type TextKey = keyof typeof TEXTS;
