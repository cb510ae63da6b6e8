/** What is known about the running call's audio and signalling, for the panel and for whoever looks for a fault. Read only. */

/** @typedef {import('./phone.js').Phone} Phone */
/** @typedef {import('./quality/monitor.js').Monitor} Monitor */

/** @type {{phone: Phone, monitor: Monitor} | null} */
let watched = null;
/** @type {string[]} the last errors of the server, oldest first */
let errors = [];

const KEPT_ERRORS = 5;

/** @param {Phone} phone @param {Monitor} monitor */
export function watch(phone, monitor) {
  watched = { phone, monitor };
  phone.addEventListener('call', () => (errors = []));
  phone.addEventListener('server', (event) => {
    const { event: server } = /** @type {CustomEvent} */ (event).detail;
    if (server.event === 'error') {
      errors = [...errors, server.error].slice(-KEPT_ERRORS);
    }
  });
}

/** The state now; what is unknown is null. */
export function snapshot() {
  const call = watched?.phone.call ?? null;
  const monitor = watched?.monitor;
  const audio = call?.leg?.audio ?? null;
  const level = call?.ended ? null : (call?.speaker.level ?? null);
  return {
    browser: navigator.userAgent,
    presence: watched?.phone.presence ?? null,
    state: call?.state ?? null,
    reason: call?.reason || null,
    session: call?.leg?.id ?? null,
    microphone: call?.microphone.label || null,
    path: audio?.kind ?? null,
    ice: audio?.kind === 'webrtc' ? audio.ice : null,
    dtls: audio?.kind === 'webrtc' ? audio.dtls : null,
    firstPacketAfterMs: call && monitor?.firstPacketAt ? monitor.firstPacketAt - call.startedAt : null,
    received: level ? { dbfs: level.loudness(), hertz: level.frequency() } : null,
    sent: call && !call.ended ? { dbfs: call.microphone.level.loudness(), hertz: call.microphone.level.frequency() } : null,
    quality: monitor?.judgement ?? null,
    sample: monitor?.sample ?? null,
    warnings: monitor?.warnings.map(({ code }) => code) ?? [],
    errors,
  };
}

/** The snapshot as text to send to somebody; telephone numbers keep their last two digits only. */
export function report() {
  const text = JSON.stringify(snapshot(), (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value), 2);
  return text.replace(/("(?:reason|errors)": )("[^"]*"|\[[^\]]*\])/g, (_, name, value) => name + mask(value));
}

function mask(/** @type {string} */ text) {
  return text.replace(/\+?\d{5,}/g, (number) => '•'.repeat(number.length - 2) + number.slice(-2));
}
