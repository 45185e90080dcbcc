// The table of probes as rows for tests, and requests of real systems to try it with.

import { connectivityChecks } from '../../../firmware/protocols/http/connectivity-checks.ts';

export interface ProbeRow {
  system: string;
  /** An example where any would do. */
  host: string;
  path: string;
  status: number;
  body: string;
  header: string;
}

export const ROWS: ProbeRow[] = [];
connectivityChecks((system, host, path, status, body, header = '') =>
  ROWS.push({ system, host: host || 'probe.example', path: path || '/any/thing', status, body, header }),
);

/** What real systems ask for, and the row that is theirs. */
export const SEEN: readonly (readonly [string, string])[] = [
  ['captive.apple.com/hotspot-detect.html', 'iOS, macOS'],
  ['captive.apple.com/', 'iOS, macOS'],
  ['www.apple.com/library/test/success.html', 'iOS, macOS'],
  ['www.thinkdifferent.us/library/test/success.html', 'iOS, macOS'],
  ['netcts.cdn-apple.com/', 'iOS, macOS'],
  ['connectivitycheck.gstatic.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['connectivitycheck.android.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['play.googleapis.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['clients3.google.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['www.gstatic.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['connectivitycheck.platform.hicloud.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['connect.rom.miui.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['conn1.oppomobile.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['wifi.vivo.com.cn/generate_204', 'Android, ChromeOS, Firefox'],
  ['firefox-portal-detection.com/generate_204', 'Android, ChromeOS, Firefox'],
  ['www.google.com/gen_204', 'Android'],
  ['edge-http.microsoft.com/captiveportal/generate_204', 'Edge'],
  ['www.msftconnecttest.com/connecttest.txt', 'Windows'],
  ['ipv6.msftconnecttest.com/connecttest.txt', 'Windows'],
  ['www.msftncsi.com/ncsi.txt', 'Windows'],
  ['detectportal.firefox.com/canonical.html', 'Firefox'],
  ['detectportal.firefox.com/success.txt?ipv4', 'Firefox'],
  ['nmcheck.gnome.org/check_network_status.txt', 'GNOME'],
  ['network-test.debian.org/nm', 'Debian'],
  ['ping.archlinux.org/nm-check.txt', 'Arch Linux'],
  ['conncheck.opensuse.org/', 'openSUSE'],
  ['fedoraproject.org/static/hotspot.txt', 'Fedora'],
  ['connectivity-check.ubuntu.com/', 'Ubuntu'],
  ['connectivity-check.ubuntu.com./', 'Ubuntu'],
  ['networkcheck.kde.org/', 'KDE'],
  ['spectrum.s3.amazonaws.com/kindle-wifi/wifistub.html', 'Kindle'],
  ['spectrum.s3.amazonaws.com/kindle-wifi/wifistub-eink.html', 'Kindle'],
];

/** Host and path of one of them, as the HTTP door reads them. */
export function partsOf(url: string): [string, string] {
  const { hostname, pathname } = new URL(`http://${url}`);
  return [hostname.replace(/\.$/, ''), pathname];
}
