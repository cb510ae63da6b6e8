/** What states, codes and reasons are called in the user's language. */

/** @typedef {'calling' | 'ringing' | 'early' | 'connected' | 'held' | 'reconnecting' | 'ended' | 'error'} CallState */
/** @typedef {'offline' | 'connecting' | 'registering' | 'ready' | 'insecure' | 'locked'} Presence */

/** @type {Record<CallState, string>} */
export const CALL_WORDS = {
  calling: 'Calling…',
  ringing: 'Ringing…',
  early: 'Ringing, with sound from the line',
  connected: 'Connected',
  held: 'On hold',
  reconnecting: 'Reconnecting…',
  ended: 'Call ended',
  error: 'The call failed',
};

/** @type {Record<Presence, string>} */
export const PRESENCE_WORDS = {
  offline: 'Server not reachable',
  connecting: 'Connecting…',
  registering: 'Signing in…',
  ready: 'Ready',
  insecure: 'Not secure',
  locked: 'Token needed',
};

/** SIP status codes a caller meets (RFC 3261 §21). @type {Record<number, string>} */
const STATUS_WORDS = {
  400: 'The address was not understood',
  401: 'The other side asks for a password',
  403: 'The call is not allowed',
  404: 'There is no such number or address',
  407: 'The other side asks for a password',
  408: 'Nobody answered in time',
  410: 'The number is no longer in use',
  415: 'The other side cannot use this kind of audio',
  480: 'Not available at the moment',
  484: 'The number is incomplete',
  486: 'Busy',
  487: 'The call was cancelled',
  488: 'The other side cannot use this kind of audio',
  500: 'The other side has a fault',
  502: 'The way to the other side is broken',
  503: 'The other side takes no calls at the moment',
  504: 'The way to the other side does not answer',
  600: 'Busy everywhere',
  603: 'Declined',
  604: 'There is no such number or address',
};

/**
 * @param {number | undefined} code
 * @param {string | undefined} reason of the far end, or of this server, which says what it expected
 */
export function rejection(code, reason) {
  if (reason?.includes('(expected: ')) {
    return reason;
  }
  const words = STATUS_WORDS[code ?? 0] ?? reason ?? 'The call was refused';
  return code ? `${words} (${code})` : words;
}

/** @type {Record<string, string>} */
const HANGUP_WORDS = {
  ByCaller: 'The other side hung up',
  ByCallee: 'The other side hung up',
  BySystem: 'The server ended the call',
  ByRefer: 'The call was transferred',
  Autohangup: 'The agent ended the call',
  InactivityTimeout: 'Nothing was heard for too long',
  NoAnswer: 'Nobody answered',
  Canceled: 'The call was cancelled',
  Rejected: 'The call was declined',
  Failed: 'The call failed',
  ServerUnavailable: 'The server takes no calls at the moment',
};

/**
 * @param {string | undefined} reason of the event, such as Some(ByCaller)
 * @param {boolean} byUser whether the user pressed the red button
 */
export function ending(reason, byUser) {
  if (byUser) {
    return 'You hung up';
  }
  const name = /^Some\((?:Other\("(.*)"\)|(\w+))\)$/.exec(reason ?? '');
  const word = name?.[1] ?? name?.[2] ?? reason ?? '';
  const known = HANGUP_WORDS[word] ?? HANGUP_WORDS[word.charAt(0).toUpperCase() + word.slice(1)];
  return known ?? (word || 'The call ended');
}

/** @param {number} seconds @returns {string} m:ss, or h:mm:ss */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(whole % 60)}`;
}
