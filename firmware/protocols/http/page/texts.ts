// Everything that the pages say, one column a language. A row that a page names goes into it, the others stay out.

export const LANGUAGES = ['en', 'de', 'es'] as const;
export type Row = Record<(typeof LANGUAGES)[number], string>;

/** `{}` is filled in by the page, `{name}` inside a row by another row. */
export const TEXTS = {
  title: { en: 'Wi-Fi setup', de: 'WLAN einrichten', es: 'Configurar Wi-Fi' },
  heading: { en: 'Connect to Wi-Fi', de: 'Mit WLAN verbinden', es: 'Conectar a la Wi-Fi' },
  lead: {
    en: 'Choose a network for the device “{}”.',
    de: 'Wählen Sie ein Netz für das Gerät „{}“.',
    es: 'Elija una red para el dispositivo «{}».',
  },
  nearby: { en: 'Networks', de: 'Netze', es: 'Redes' },
  rescan: { en: 'Scan again', de: 'Erneut suchen', es: 'Buscar de nuevo' },
  scanning: { en: 'Scanning…', de: 'Suche…', es: 'Buscando…' },
  justNow: { en: 'just now', de: 'gerade eben', es: 'ahora mismo' },
  minutes: { en: '{} min ago', de: 'vor {} min', es: 'hace {} min' },
  nothing: {
    en: 'No network found. Move the device closer to the router and scan again.',
    de: 'Kein Netz gefunden. Stellen Sie das Gerät näher an den Router und suchen Sie erneut.',
    es: 'No se encontró ninguna red. Acerque el dispositivo al router y busque de nuevo.',
  },
  signal: { en: 'signal {} of 4', de: 'Signal {} von 4', es: 'señal {} de 4' },
  locked: { en: 'with password', de: 'mit Passwort', es: 'con contraseña' },
  free: { en: 'without password', de: 'ohne Passwort', es: 'sin contraseña' },
  inUse: { en: 'in use', de: 'verbunden', es: 'en uso' },
  other: { en: 'Other network…', de: 'Anderes Netz…', es: 'Otra red…' },
  name: { en: 'Network name', de: 'Name des Netzes', es: 'Nombre de la red' },
  nameHint: {
    en: 'For a hidden network. You can also paste the text of a Wi-Fi QR code (WIFI:…).',
    de: 'Für ein verstecktes Netz. Auch der Text eines WLAN-QR-Codes (WIFI:…) ist möglich.',
    es: 'Para una red oculta. También vale el texto de un código QR de Wi-Fi (WIFI:…).',
  },
  password: { en: 'Password', de: 'Passwort', es: 'Contraseña' },
  noPassword: {
    en: 'Leave empty if the network has no password.',
    de: 'Leer lassen, wenn das Netz kein Passwort hat.',
    es: 'Déjela vacía si la red no tiene contraseña.',
  },
  openNote: {
    en: 'This network needs no password.',
    de: 'Dieses Netz braucht kein Passwort.',
    es: 'Esta red no necesita contraseña.',
  },
  newerNote: {
    en: 'This network may use WPA3 only, which this device does not support.',
    de: 'Dieses Netz nutzt vielleicht nur WPA3. Das unterstützt dieses Gerät nicht.',
    es: 'Es posible que esta red solo use WPA3, que este dispositivo no admite.',
  },
  show: { en: 'Show', de: 'Anzeigen', es: 'Mostrar' },
  hide: { en: 'Hide', de: 'Ausblenden', es: 'Ocultar' },
  connect: { en: 'Connect', de: 'Verbinden', es: 'Conectar' },
  expect: {
    en: 'Your phone may lose “{}” for a moment. If this page disappears, join “{}” again to see the result.',
    de: 'Ihr Telefon kann „{}“ kurz verlieren. Wenn diese Seite verschwindet, verbinden Sie sich wieder mit „{}“, um das Ergebnis zu sehen.',
    es: 'El teléfono puede perder «{}» un momento. Si esta página se cierra, vuelva a conectarse a «{}» para ver el resultado.',
  },
  badPassword: {
    en: 'A password has 8 to 63 characters.',
    de: 'Ein Passwort hat 8 bis 63 Zeichen.',
    es: 'Una contraseña tiene de 8 a 63 caracteres.',
  },
  badSsid: {
    en: 'A name has 1 to 31 characters.',
    de: 'Ein Name hat 1 bis 31 Zeichen.',
    es: 'Un nombre tiene de 1 a 31 caracteres.',
  },
  badValue: {
    en: 'The device does not take this value.',
    de: 'Das Gerät nimmt diesen Wert nicht an.',
    es: 'El dispositivo no acepta este valor.',
  },
  notSaved: {
    en: 'The device could not save this. Restart it and try again.',
    de: 'Das Gerät konnte das nicht speichern. Starten Sie es neu und versuchen Sie es noch einmal.',
    es: 'El dispositivo no pudo guardarlo. Reinícielo e inténtelo otra vez.',
  },
  badName: {
    en: 'Choose a network or enter its name.',
    de: 'Wählen Sie ein Netz oder geben Sie seinen Namen ein.',
    es: 'Elija una red o escriba su nombre.',
  },
  band: {
    en: 'This device only sees 2.4 GHz networks. A missing network may be 5 GHz only, hidden or too far away.',
    de: 'Dieses Gerät nutzt nur 2,4 GHz. Ein fehlendes Netz hat vielleicht nur 5 GHz, ist versteckt oder zu weit weg.',
    es: 'Este dispositivo solo usa 2,4 GHz. Si falta una red, puede ser solo de 5 GHz, estar oculta o demasiado lejos.',
  },
  connecting: { en: 'Connecting to “{}”', de: 'Verbinde mit „{}“', es: 'Conectando a «{}»' },
  patience: {
    en: 'The device checks the password and requests an address. This takes up to 20 seconds.',
    de: 'Das Gerät prüft das Passwort und fordert eine Adresse an. Das dauert bis zu 20 Sekunden.',
    es: 'El dispositivo comprueba la contraseña y pide una dirección. Tarda hasta 20 segundos.',
  },
  attempt: { en: 'Attempt {} of 3.', de: 'Versuch {} von 3.', es: 'Intento {} de 3.' },
  retrying: {
    en: 'The device keeps trying to connect to “{}”.',
    de: 'Das Gerät versucht weiter, sich mit „{}“ zu verbinden.',
    es: 'El dispositivo sigue intentando conectarse a «{}».',
  },
  lost: {
    en: 'Your phone has lost the device and is trying to reconnect. If nothing happens within a minute, join “{}” again in the Wi-Fi settings.',
    de: 'Ihr Telefon hat die Verbindung zum Gerät verloren und versucht es weiter. Wenn eine Minute lang nichts geschieht, verbinden Sie sich in den WLAN-Einstellungen wieder mit „{}“.',
    es: 'El teléfono ha perdido la conexión con el dispositivo y sigue intentándolo. Si en un minuto no pasa nada, vuelva a conectarse a «{}» en los ajustes de Wi-Fi.',
  },
  lostNoAp: {
    en: 'The device may be changing the network. Trying to reach it again; if nothing happens within a minute, look for it in the new network.',
    de: 'Das Gerät wechselt vielleicht gerade das Netz. Neuer Versuch; wenn eine Minute lang nichts geschieht, suchen Sie es im neuen Netz.',
    es: 'Puede que el dispositivo esté cambiando de red. Reintentando; si en un minuto no pasa nada, búsquelo en la red nueva.',
  },
  ownNetwork: { en: 'the device’s network', de: 'das Netz des Geräts', es: 'la red del dispositivo' },
  connected: { en: 'Connected', de: 'Verbunden', es: 'Conectado' },
  onlineIn: {
    en: 'The device is online in “{}”. When your phone is back on that network, you can find the device here:',
    de: 'Das Gerät ist im Netz „{}“ online. Sobald Ihr Telefon wieder in diesem Netz ist, finden Sie das Gerät hier:',
    es: 'El dispositivo está en línea en «{}». Cuando el teléfono vuelva a esa red, lo encontrará aquí:',
  },
  copy: { en: 'Copy', de: 'Kopieren', es: 'Copiar' },
  copied: { en: 'Copied', de: 'Kopiert', es: 'Copiado' },
  mayClose: {
    en: 'You can close this page. The device’s own network disappears in about a minute.',
    de: 'Sie können diese Seite schließen. Das Netz des Geräts verschwindet in etwa einer Minute.',
    es: 'Puede cerrar esta página. La red del dispositivo desaparece en un minuto aproximadamente.',
  },
  mayCloseNoAp: {
    en: 'You can close this page.',
    de: 'Sie können diese Seite schließen.',
    es: 'Puede cerrar esta página.',
  },
  another: { en: 'Choose another network', de: 'Anderes Netz wählen', es: 'Elegir otra red' },
  failed: { en: 'Could not connect to “{}”.', de: 'Keine Verbindung mit „{}“.', es: 'No se pudo conectar a «{}».' },
  rolledBack: {
    en: 'The device returns to its previous network.',
    de: 'Das Gerät kehrt zu seinem bisherigen Netz zurück.',
    es: 'El dispositivo vuelve a su red anterior.',
  },
  closedTitle: { en: 'Setup is closed', de: 'Einrichtung geschlossen', es: 'Configuración cerrada' },
  closedLead: {
    en: 'This keeps people nearby from changing the network. To open setup, do one of these on the device:',
    de: 'So kann niemand in der Nähe das Netz ändern. Zum Öffnen genügt am Gerät eines davon:',
    es: 'Así nadie cercano puede cambiar la red. Para abrirla, haga una de estas cosas en el dispositivo:',
  },
  byButton: {
    en: 'Hold its BOOT button for 5 seconds.',
    de: 'Halten Sie die BOOT-Taste 5 Sekunden gedrückt.',
    es: 'Mantenga pulsado el botón BOOT 5 segundos.',
  },
  byPower: {
    en: 'Switch it off and on five times, each time within 10 seconds.',
    de: 'Schalten Sie es fünfmal aus und ein, jedes Mal innerhalb von 10 Sekunden.',
    es: 'Apáguelo y enciéndalo cinco veces, cada vez en menos de 10 segundos.',
  },
  byUart: {
    en: 'Type “wifiprov open” on its serial console.',
    de: 'Geben Sie „wifiprov open“ in der seriellen Konsole ein.',
    es: 'Escriba «wifiprov open» en la consola serie.',
  },
  checkAgain: { en: 'Check again', de: 'Erneut prüfen', es: 'Comprobar de nuevo' },
  silent: {
    en: 'The device does not answer. Is your phone still on its network? Trying again…',
    de: 'Das Gerät antwortet nicht. Ist Ihr Telefon noch im Netz des Geräts? Neuer Versuch…',
    es: 'El dispositivo no responde. ¿Sigue el teléfono en su red? Reintentando…',
  },
  again: {
    en: 'The device did not receive that. Please try again.',
    de: 'Das Gerät hat das nicht empfangen. Bitte versuchen Sie es erneut.',
    es: 'El dispositivo no lo recibió. Inténtelo otra vez.',
  },
  theNetwork: { en: 'Connection', de: 'Verbindung', es: 'Conexión' },
  ownNet: { en: 'The device’s own network', de: 'Eigenes Netz des Geräts', es: 'Red propia del dispositivo' },
  advanced: { en: 'Advanced settings', de: 'Weitere Einstellungen', es: 'Ajustes avanzados' },
  save: { en: 'Save settings', de: 'Einstellungen speichern', es: 'Guardar ajustes' },
  saved: { en: 'Saved.', de: 'Gespeichert.', es: 'Guardado.' },
  unchanged: { en: 'Nothing has changed.', de: 'Nichts wurde geändert.', es: 'No hay cambios.' },
  yes: { en: 'yes', de: 'ja', es: 'sí' },
  no: { en: 'no', de: 'nein', es: 'no' },
  all: { en: 'all', de: 'alle', es: 'todos' },
  automatic: { en: 'automatic', de: 'automatisch', es: 'automática' },
  open: { en: 'open', de: 'offen', es: 'abierta' },
  station: { en: 'join a network', de: 'Netz beitreten', es: 'unirse a una red' },
  ap: { en: 'own network only', de: 'nur eigenes Netz', es: 'solo red propia' },
} satisfies Record<string, Row>;

export type TextKey = keyof typeof TEXTS;
