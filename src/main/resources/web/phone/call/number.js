/** What the user wants to call: from typed or pasted text to a SIP address. */

/**
 * @typedef {object} Target
 * @property {string} callee what goes into the invite
 * @property {string} shown what the user sees
 */

/** Separators people write into numbers, with the dashes and blanks of other alphabets. */
const SEPARATORS = /[\s()[\].\-/\u00a0\u2000-\u200f\u2010-\u2015\u202a-\u202f\u2212\u2060\ufeff]/g;
const KEYPAD = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** A text that is not to be called; its message says why. */
export class BadNumber extends Error {}

/** Whether it is an address rather than a number. @param {string} text */
export function isAddress(text) {
  return /^sips?:/i.test(text.trim()) || text.includes('@');
}

/** Digits, * and #, with + in front where it was; letters stay. @param {string} text as pasted */
export function normalise(text) {
  const trimmed = text.trim();
  if (isAddress(trimmed)) {
    return trimmed;
  }
  return trimmed.replace(/^tel:/i, '').replace(/;.*$/, '').replace(/\(0\)/, '').replace(SEPARATORS, '');
}

/** Letters as on the keys of a telephone: 1-800-FLOWERS is 18003569377. @param {string} text */
export function lettersAsDigits(text) {
  return normalise(text).replace(/[a-z]/gi, (letter) =>
    String(KEYPAD.findIndex((key) => key.includes(letter.toUpperCase())) + 2),
  );
}

/**
 * @param {string} text as typed
 * @param {{prefix: string, domain: string}} settings country prefix such as +49, and the domain of bare numbers; each may be empty
 * @returns {Target}
 * @throws {BadNumber}
 */
export function target(text, { prefix, domain }) {
  const wanted = normalise(text);
  if (wanted === '') {
    throw new BadNumber('Enter a number or a SIP address first.');
  }
  if (isAddress(wanted)) {
    return address(wanted);
  }
  const number = international(wanted, prefix);
  if (!/^\+?[0-9*#]+$/.test(number)) {
    throw new BadNumber(`“${text.trim()}” is no number (expected: digits, * and #, or an address such as sip:ann@example.org).`);
  }
  const user = number.replaceAll('#', '%23');
  return { callee: domain ? `sip:${user}@${domain}` : user, shown: number };
}

/** @returns {Target} */
function address(/** @type {string} */ text) {
  const callee = /^sips?:/i.test(text) ? text : `sip:${text}`;
  const [, user, host] = /^sips?:(?:([^@\s]*)@)?([^@\s]+)$/i.exec(callee) ?? [];
  if (!host || user === '') {
    throw new BadNumber(`“${text}” is no SIP address (expected: sip:user@host).`);
  }
  return { callee, shown: callee.replace(/^sips?:/i, '') };
}

/** National numbers get the prefix of the settings; 00 is the + of most countries. */
function international(/** @type {string} */ number, /** @type {string} */ prefix) {
  if (prefix && number.startsWith('00')) {
    return `+${number.slice(2)}`;
  }
  return prefix && number.startsWith('0') ? prefix + number.slice(1) : number;
}
