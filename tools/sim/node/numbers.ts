// How Espruino writes numbers: doubles inside, but at most eleven digits behind the point, and its own exponents.

const CLOSE_ENOUGH = 0.0000001;
const DIGIT_NUDGE = 0.00000001;
const MAX_FRACTION_DIGITS = 11;

export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (value < 0) return `-${formatNumber(-value)}`;
  if (Number.isInteger(value) && value < 1e21) return BigInt(value).toString();
  const { mantissa, exponent } = scale(value);
  const digits = fixedDigits(mantissa);
  return exponent === 0 ? digits : `${digits}e${exponent > 0 ? '+' : ''}${exponent}`;
}

/** Very large and very small numbers are brought near 1..10 by steps of 100000 and 10, as the original does. */
function scale(value: number): { mantissa: number; exponent: number } {
  let mantissa = value;
  let exponent = 0;
  // Divided, not multiplied by the reciprocal: 1e21 has to come out as 10e+20, as in the original.
  const shrink = (by: number, digits: number): void => {
    mantissa /= by;
    exponent += digits;
  };
  const grow = (by: number, digits: number): void => {
    mantissa *= by;
    exponent -= digits;
  };
  if (value >= 1e21) {
    while (mantissa > 100000) shrink(100000, 5);
    while (mantissa > 10) shrink(10, 1);
  } else if (value > 0 && value < 1e-6) {
    while (mantissa < 1e-5) grow(100000, 5);
    while (mantissa < 1) grow(10, 1);
  }
  return { mantissa, exponent };
}

function fixedDigits(value: number): string {
  const whole = Math.trunc(value + CLOSE_ENOUGH) === 1 + Math.trunc(value) ? 1 + Math.trunc(value) : Math.trunc(value);
  let rest = whole > value ? 0 : (value - whole) * 10;
  let fraction = '';
  while (fraction.length < MAX_FRACTION_DIGITS && rest > CLOSE_ENOUGH) {
    const digit = Math.min(9, Math.trunc(rest + DIGIT_NUDGE));
    fraction += digit;
    rest = (rest - digit) * 10;
  }
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}
