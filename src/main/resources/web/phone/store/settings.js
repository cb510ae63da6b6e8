/** What this browser remembers of its user's wishes. */

/** @typedef {{id: string, label: string}} Device */

/**
 * @typedef {object} Settings
 * @property {string} name under which this page is called; empty = it takes no calls
 * @property {string} caller SIP address that called parties see; empty = the server's
 * @property {string} prefix country prefix of national numbers, such as +49; empty = none
 * @property {string} domain where bare numbers are called; empty = the server's routes decide
 * @property {'auto' | 'websocket'} path of the audio
 * @property {boolean} relayOnly WebRTC audio takes no other way than a TURN server
 * @property {Device} microphone
 * @property {Device} speaker
 * @property {Device} ringer
 * @property {boolean} echoCancellation
 * @property {boolean} noiseSuppression
 * @property {boolean} autoGainControl
 * @property {number} gain of the microphone, 0 to 2
 * @property {number} volume 0 to 1
 * @property {boolean} keyTones
 */

const KEY = 'tandem.phone.settings';

/** @type {Device} */
export const DEFAULT_DEVICE = { id: '', label: '' };

/** @type {Settings} */
const DEFAULTS = {
  name: '',
  caller: '',
  prefix: '',
  domain: '',
  path: 'auto',
  relayOnly: false,
  microphone: DEFAULT_DEVICE,
  speaker: DEFAULT_DEVICE,
  ringer: DEFAULT_DEVICE,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  gain: 1,
  volume: 1,
  keyTones: true,
};

export class SettingsStore {
  #storage;
  /** @type {Settings} */
  #now;

  /** @param {Storage | null} storage null in a browser that keeps nothing */
  constructor(storage) {
    this.#storage = storage;
    this.#now = { ...DEFAULTS, ...read(storage) };
  }

  /** @returns {Readonly<Settings>} */
  get now() {
    return this.#now;
  }

  /** @param {Partial<Settings>} changes */
  change(changes) {
    this.#now = { ...this.#now, ...changes };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#now));
    } catch {
      // Storage is full or forbidden: the wish lasts as long as the page.
    }
  }
}

/** Only what has the type of its default is taken: an older version may have written something else. */
function read(/** @type {Storage | null} */ storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return Object.fromEntries(
      Object.entries(DEFAULTS)
        .filter(([name, value]) => typeof kept[name] === typeof value && kept[name] !== null)
        .map(([name]) => [name, kept[name]]),
    );
  } catch {
    return {};
  }
}

/**
 * The id that a remembered device has today: browsers change ids when permissions are given anew, the label stays.
 *
 * @param {Device} wanted
 * @param {{deviceId: string, label: string}[]} present
 * @returns {string} empty for the default device
 */
export function deviceId(wanted, present) {
  const found =
    present.find((each) => each.deviceId === wanted.id) ??
    present.find((each) => wanted.label !== '' && each.label === wanted.label);
  return wanted.id === '' || !found ? '' : found.deviceId;
}
