/** Warnings about a call: raised when most of the last seconds are bad, cleared when all of them are good. */

/** @typedef {import('./sampler.js').Sample} Sample */
/** @typedef {{mos: number | null, muted: boolean, held: boolean, ice: string}} Circumstances */
/** @typedef {Sample & Circumstances} Second one second of a call */

/**
 * @typedef {object} Rule
 * @property {string} code
 * @property {string} text
 * @property {(second: Second) => boolean} breach
 * @property {number} raise this many breaches …
 * @property {number} of … among this many seconds raise it
 * @property {boolean} [info] a fact, not a fault
 */

const SILENT = 0.001;
const silent = (/** @type {number | null} */ level) => level !== null && level <= SILENT;

/** @type {Rule[]} */
const RULES = [
  { code: 'HIGH_RTT', text: 'Long delay', raise: 3, of: 5, breach: (s) => (s.rtt ?? 0) > 400 },
  { code: 'HIGH_JITTER', text: 'Uneven arrival', raise: 3, of: 5, breach: (s) => (s.jitter ?? 0) > 30 },
  { code: 'HIGH_PACKET_LOSS', text: 'Packets get lost', raise: 3, of: 5, breach: (s) => s.loss > 1 },
  { code: 'LOW_MOS', text: 'Poor voice quality', raise: 3, of: 5, breach: (s) => s.mos !== null && s.mos < 3.5 },
  {
    code: 'LOW_INPUT',
    text: 'Your microphone is silent',
    raise: 10,
    of: 10,
    breach: (s) => !s.muted && !s.held && silent(s.levelOut),
  },
  {
    code: 'LOW_OUTPUT',
    text: 'The other side is silent',
    raise: 10,
    of: 10,
    breach: (s) => !s.held && s.bytesIn > 0 && silent(s.levelIn),
  },
  { code: 'NO_INBOUND', text: 'Nothing is received', raise: 3, of: 3, breach: (s) => !s.held && s.bytesIn === 0 },
  { code: 'NO_OUTBOUND', text: 'Nothing is sent', raise: 3, of: 3, breach: (s) => !s.held && s.bytesOut === 0 },
  { code: 'ICE_LOST', text: 'The connection is interrupted', raise: 2, of: 2, breach: (s) => s.ice === 'disconnected' },
  { code: 'ICE_FAILED', text: 'The connection failed', raise: 1, of: 1, breach: (s) => s.ice === 'failed' },
  { code: 'RELAYED', text: 'Audio goes through a relay', raise: 1, of: 1, info: true, breach: (s) => !!s.path?.relayed },
];

const LONGEST = 10;
const CLEAR_AFTER = 5;
const REST_MS = 5000;

/** Loss that comes in bursts: seldom three bad seconds of five, yet much is missing. */
const MEAN_OF = 7;
const MEAN_LOSS = 3;

export class Warnings {
  /** @type {Second[]} */
  #seconds = [];
  /** @type {Map<string, number>} */
  #raisedAt = new Map();
  /** @type {Map<string, Rule>} */
  #active = new Map();

  /** @param {Second} second @returns {{raised: Rule[], cleared: Rule[]}} what changed */
  add(second) {
    this.#seconds = [...this.#seconds, second].slice(-LONGEST);
    const raised = RULES.filter((rule) => !this.#active.has(rule.code) && this.#isDue(rule, second.at));
    const cleared = [...this.#active.values()].filter((rule) => this.#isOver(rule));
    raised.forEach((rule) => {
      this.#active.set(rule.code, rule);
      this.#raisedAt.set(rule.code, second.at);
    });
    cleared.forEach((rule) => this.#active.delete(rule.code));
    return { raised, cleared };
  }

  /** @returns {Rule[]} those in force */
  active() {
    return [...this.#active.values()];
  }

  #isDue(/** @type {Rule} */ rule, /** @type {number} */ now) {
    const rested = now - (this.#raisedAt.get(rule.code) ?? -Infinity) >= REST_MS;
    return rested && (this.#last(rule.of).filter(rule.breach).length >= rule.raise || this.#isBursty(rule));
  }

  #isOver(/** @type {Rule} */ rule) {
    const last = this.#last(CLEAR_AFTER);
    return last.length === CLEAR_AFTER && !last.some(rule.breach) && !this.#isBursty(rule);
  }

  #isBursty(/** @type {Rule} */ rule) {
    const last = this.#last(MEAN_OF);
    const mean = last.reduce((sum, each) => sum + each.loss, 0) / MEAN_OF;
    return rule.code === 'HIGH_PACKET_LOSS' && last.length === MEAN_OF && mean > MEAN_LOSS;
  }

  #last(/** @type {number} */ count) {
    return this.#seconds.slice(-count);
  }
}
