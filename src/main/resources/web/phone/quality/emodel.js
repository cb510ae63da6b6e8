/** The simplified E-model (ITU-T G.107): from delay and loss to a rating R, a mean opinion score and five bars. */

/**
 * @typedef {object} Impairment
 * @property {number} ie equipment impairment without loss
 * @property {number} bpl robustness against loss
 * @property {number} delay of encoding and packets, ms
 */

/** ITU-T G.113 values; Opus has none there, it is taken for a wide G.711 that conceals well. @type {Record<string, Impairment>} */
export const IMPAIRMENTS = {
  pcmu: { ie: 0, bpl: 25.1, delay: 20 },
  pcma: { ie: 0, bpl: 25.1, delay: 20 },
  g722: { ie: 0, bpl: 20, delay: 22 },
  g729: { ie: 11, bpl: 19, delay: 35 },
  opus: { ie: 0, bpl: 20, delay: 26 },
  opusfec: { ie: 0, bpl: 30, delay: 26 },
};

/** Top of the narrow-band scale, and where delay begins to disturb a conversation (G.107). */
const BEST = 93.2;
const ALL_LOST = 95;
const NOTICED_DELAY = 177.3;

/** Delay that the ear has, ms. @param {{rtt: number, buffer: number | null, jitter: number, codecDelay: number}} of */
export function mouthToEar({ rtt, buffer, jitter, codecDelay }) {
  return rtt / 2 + (buffer ?? Math.max(20, 2 * jitter)) + codecDelay;
}

/**
 * @param {object} of
 * @param {number} of.delay mouth to ear, ms
 * @param {number} of.loss effective, per cent
 * @param {number} of.ie
 * @param {number} of.bpl
 * @param {number} [of.burst] ratio of bursts, 1 = random loss
 * @returns {number} R, 0 to 100
 */
export function rating({ delay, loss, ie, bpl, burst = 1 }) {
  const late = delay > NOTICED_DELAY ? 0.11 * (delay - NOTICED_DELAY) : 0;
  const delayImpairment = 0.024 * delay + late;
  const lossImpairment = ie + ((ALL_LOST - ie) * loss) / (loss / burst + bpl);
  return Math.min(100, Math.max(0, BEST - delayImpairment - lossImpairment));
}

/** Mean opinion score, 1 to 4.5. @param {number} r */
export function mos(r) {
  if (r <= 0) {
    return 1;
  }
  return r >= 100 ? 4.5 : 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
}

/** Lower bounds, inclusive. */
const BANDS = [
  { from: 86, bars: 5, word: 'excellent' },
  { from: 80, bars: 4, word: 'good' },
  { from: 70, bars: 3, word: 'fair' },
  { from: 60, bars: 2, word: 'poor' },
  { from: 0, bars: 1, word: 'bad' },
];

/** What the user is shown. @param {number} r @returns {{bars: number, word: string}} */
export function band(r) {
  const { bars, word } = BANDS.find((each) => r >= each.from) ?? BANDS[BANDS.length - 1];
  return { bars, word };
}
