// The words of a label: what is on it, and what it looks like before it is a file.

/** One device. Texts are Unicode; the setup code has its 12 characters. */
export interface Label {
  /** Of the device's own network; '' when it never has one. */
  ssid: string;
  code: string;
  /** Of the device's own network; '' when it is open. */
  password: string;
  /** Printed on top; '' for none. */
  name: string;
  /** Where there is help, printed at the bottom; '' for none. */
  link: string;
}

/** All in millimetres; y grows downwards. */
export interface Drawing {
  width: number;
  height: number;
  /** SVG path data, filled black. */
  paths: string[];
  /** What the font has not: a question mark stands there. */
  lacking: string[];
}
