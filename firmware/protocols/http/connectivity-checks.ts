// How systems ask whether they have reached the internet, and the answer that tells each of them that it has.

/** Host '' is any host, path '' any path: makers of phones put the same file on hosts of their own. */
type ConnectivityCheck = (
  system: string,
  host: string,
  path: string,
  status: number,
  body: string,
  header?: string,
) => void;

/** Tells the rows one by one: a list of them would take more memory than a request may. */
export function connectivityChecks(row: ConnectivityCheck): void {
  const apple = '<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>';
  row('iOS, macOS', '', '/hotspot-detect.html', 200, apple);
  row('iOS, macOS', '', '/library/test/success.html', 200, apple);
  row('iOS, macOS', 'captive.apple.com', '', 200, apple);
  row('iOS, macOS', 'netcts.cdn-apple.com', '', 200, apple);
  row('Android, ChromeOS, Firefox', '', '/generate_204', 204, '');
  row('Android', '', '/gen_204', 204, '');
  row('Edge', '', '/captiveportal/generate_204', 204, '');
  row('Windows', '', '/connecttest.txt', 200, 'Microsoft Connect Test');
  row('Windows', '', '/ncsi.txt', 200, 'Microsoft NCSI');
  const help = 'https://support.mozilla.org/kb/captive-portal';
  row('Firefox', '', '/canonical.html', 200, `<meta http-equiv="refresh" content="0;url=${help}"/>`);
  row('Firefox', '', '/success.txt', 200, 'success\n');
  const online = 'NetworkManager is online\n';
  const header = 'X-NetworkManager-Status: online\r\n';
  row('GNOME', '', '/check_network_status.txt', 200, online, header);
  row('Debian', 'network-test.debian.org', '/nm', 200, online, header);
  row('Arch Linux', 'ping.archlinux.org', '', 200, online, header);
  row('openSUSE', 'conncheck.opensuse.org', '', 200, online, header);
  row('Fedora', '', '/static/hotspot.txt', 200, 'OK', header);
  row('Ubuntu', 'connectivity-check.ubuntu.com', '', 204, '', header);
  row('KDE', 'networkcheck.kde.org', '', 200, 'OK\n', header);
  const kindle = '81ce4465-7167-4dcb-835b-dcc9e44c112a';
  row('Kindle', '', '/kindle-wifi/wifistub.html', 200, kindle);
  row('Kindle', '', '/kindle-wifi/wifistub-eink.html', 200, kindle);
}
