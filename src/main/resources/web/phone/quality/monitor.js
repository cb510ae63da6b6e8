/** Looks at the running call once a second: quality, warnings, and the facts of the diagnostics. */

import { QualityMeter } from './meter.js';
import { Warnings } from './warnings.js';

/** @typedef {import('./sampler.js').Sample} Sample */
/** @typedef {import('../call/call.js').Call} Call */

const PERIOD_MS = 1000;

export class Monitor extends EventTarget {
  /** @type {Sample | null} */
  sample = null;
  /** @type {import('./meter.js').Judgement} */
  judgement = { mos: null, bars: 0, word: 'unknown' };
  firstPacketAt = 0;
  #meter = new QualityMeter();
  #warnings = new Warnings();
  /** @type {Call | null} */
  #call = null;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    super();
    this.phone = phone;
    setInterval(() => this.#look(), PERIOD_MS);
  }

  get warnings() {
    return this.#warnings.active();
  }

  async #look() {
    const { call } = this.phone;
    if (call !== this.#call) {
      this.#begin(call);
    }
    const audio = call?.ended ? null : call?.leg?.audio;
    const sample = await audio?.sample().catch(() => null);
    if (call && audio && sample && call === this.#call && !call.ended) {
      this.#take(call, sample);
    }
  }

  #begin(/** @type {Call | null} */ call) {
    this.#call = call;
    this.#meter = new QualityMeter();
    this.#warnings = new Warnings();
    this.sample = null;
    this.judgement = { mos: null, bars: 0, word: 'unknown' };
    this.firstPacketAt = 0;
    this.dispatchEvent(new Event('change'));
  }

  #take(/** @type {Call} */ call, /** @type {Sample} */ sample) {
    this.sample = sample;
    this.judgement = this.#meter.add(sample);
    this.firstPacketAt ||= sample.packets > 0 ? Date.now() : 0;
    if (call.leg?.audio.kind === 'webrtc' && call.connectedAt) {
      this.#warn(call, sample);
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Over a socket there is silence where nothing is played, and TCP hides loss: nothing to warn of. */
  #warn(/** @type {Call} */ call, /** @type {Sample} */ sample) {
    const ice = call.leg?.audio.kind === 'webrtc' ? call.leg.audio.ice : '';
    const second = { ...sample, mos: this.judgement.mos, muted: call.muted, held: call.held, ice };
    const { raised, cleared } = this.#warnings.add(second);
    raised.forEach(({ code }) => call.leg?.report({ warning: code, raised: true }));
    cleared.forEach(({ code }) => call.leg?.report({ warning: code, raised: false }));
  }
}
