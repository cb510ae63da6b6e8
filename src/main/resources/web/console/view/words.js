/** How the console says things: parties, times, states, ends. Pure functions. */

const KINDS = { sip: 'SIP', webSocket: 'WebSocket', webrtc: 'WebRTC', b2bua: 'Two legs' };

const STATES = {
  created: 'New',
  pending: 'Waiting',
  ringing: 'Ringing',
  dialing: 'Calling',
  answered: 'Talking',
  held: 'On hold',
  terminating: 'Ending',
};

const ENDS = {
  byCaller: 'Caller hung up',
  byCallee: 'Callee hung up',
  byRefer: 'Transferred',
  bySystem: 'Server hung up',
  autohangup: 'Ended after the prompt',
  inactivityTimeout: 'Nothing was heard',
  noAnswer: 'Not answered',
  serverUnavailable: 'Unavailable',
  canceled: 'Caller gave up',
  rejected: 'Rejected',
  failed: 'Failed',
};

/** Lower bounds of the mean opinion score for ratings 86, 80, 70 and 60 of ITU-T G.107. */
const BANDS = [
  { from: 4.23, word: 'excellent' },
  { from: 4.03, word: 'good' },
  { from: 3.6, word: 'fair' },
  { from: 3.1, word: 'poor' },
  { from: 0, word: 'bad' },
];

/** The part of a SIP address that a person reads: `sip:ann@a.example;user=phone` is ann. @param {string | null | undefined} uri */
export function party(uri) {
  if (!uri) {
    return '';
  }
  const address = uri.replace(/^.*</, '').replace(/^sips?:|^tel:/i, '').split(/[;?>]/, 1)[0];
  const at = address.lastIndexOf('@');
  return at > 0 ? decoded(address.slice(0, at)) : address;
}

/** Percent-decoded; as it is where that makes no sense. @param {string} text */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Who calls whom. @param {{caller: string | null, callee: string | null, type: string, agent: string | null}} call */
export function parties(call) {
  const from = party(call.caller) || (call.type === 'sip' ? 'Unknown' : `${kind(call.type)} caller`);
  const to = party(call.callee) || call.agent || 'this server';
  return { from, to };
}

/** @param {string} type */
export function kind(type) {
  return KINDS[/** @type {keyof KINDS} */ (type)] ?? type;
}

/** @param {{state: string, hold?: boolean | null}} call */
export function state(call) {
  return call.hold ? STATES.held : (STATES[/** @type {keyof STATES} */ (call.state)] ?? call.state);
}

/** @param {{hangupReason: string | null, hangupText?: string | null}} record */
export function end(record) {
  const reason = record.hangupReason ?? '';
  const known = ENDS[/** @type {keyof ENDS} */ (reason.charAt(0).toLowerCase() + reason.slice(1))];
  return known ?? record.hangupText ?? (reason || 'Ended');
}

/** Whether nothing was wrong about the end. @param {{answerTime: string | null}} record */
export function endedWell(record) {
  return record.answerTime !== null;
}

/** `75000` is 1:15. @param {number} millis */
export function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** @param {number} seconds */
export function uptime(seconds) {
  const days = Math.floor(seconds / 86_400);
  return (days > 0 ? `${days} d ` : '') + duration((seconds % 86_400) * 1000);
}

/** @param {string | null} iso */
export function moment(iso) {
  return iso ? new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }) : null;
}

/** Today the time, else the day too. @param {string} iso */
export function brief(iso) {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return at.toDateString() === new Date().toDateString()
    ? time
    : `${at.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** @param {number | null | undefined} mos */
export function quality(mos) {
  if (mos === null || mos === undefined) {
    return null;
  }
  const { word } = BANDS.find((band) => mos >= band.from) ?? BANDS[BANDS.length - 1];
  return { word, text: `${mos.toFixed(1)} ${word}` };
}

/** `portsInUse` is Ports in use. @param {string} key */
export function label(key) {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const unit = words.match(/ (ms|millis|seconds|bytes)$/);
  const text = unit ? `${words.slice(0, -unit[0].length)}, ${unit[1] === 'millis' ? 'ms' : unit[1]}` : words;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
