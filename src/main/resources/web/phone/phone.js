/** The phone: what the server offers, the call it has, the calls that ring, and what it remembers. Views read it and are told of changes. */

import { TokenWanted, request } from '../shared/access.js';
import { isSecurePage } from './audio/devices.js';
import { AgentCall } from './call/agent-call.js';
import { IncomingCall } from './call/incoming-call.js';
import { IncomingWatch } from './call/incoming-watch.js';
import { target } from './call/number.js';
import { Offers } from './call/offers.js';
import { OutgoingCall } from './call/outgoing-call.js';

/** @typedef {import('./call/call.js').Call} Call */
/** @typedef {import('./call/words.js').Presence} Presence */
/** @typedef {import('./call/incoming-watch.js').Offer} Offer */

const LOOK_AGAIN_MS = 5000;

export class Phone extends EventTarget {
  /** @type {Presence} */
  presence = 'connecting';
  /** @type {{name: string, type: string}[]} */
  agents = [];
  /** @type {{available: boolean, why: string}} */
  webrtc = { available: false, why: '' };
  /** @type {Call | null} the running call, or the last one until it is put away */
  call = null;
  #watch = new IncomingWatch();
  #listening = false;
  #lookAgain = 0;

  /** @param {import('./store/settings.js').SettingsStore} settings @param {import('./store/history.js').CallHistory} history */
  constructor(settings, history) {
    super();
    this.settings = settings;
    this.history = history;
    this.offers = new Offers(settings);
    this.offers.onChange = () => this.#changed();
    this.offers.onMissed = (offer, words) => this.#onMissed(offer, words);
    this.#watch.onIncoming = (offer) => this.offers.add(offer);
    this.#watch.onEnded = (id, reason) => this.offers.end(id, reason);
    this.#watch.onListening = (listening) => {
      this.#listening = listening;
      this.#settlePresence();
    };
  }

  get busy() {
    return this.call !== null && !this.call.ended;
  }

  /** How audio goes: what the user wants, as far as server and browser can. @returns {'webrtc' | 'websocket'} */
  get path() {
    const wanted = this.settings.now.path === 'auto' && 'RTCPeerConnection' in window;
    return wanted && this.webrtc.available ? 'webrtc' : 'websocket';
  }

  /** Asks the server what it offers, again and again between calls: it may go, come back, or learn something. */
  async connect() {
    if (!isSecurePage()) {
      this.#become('insecure');
      return;
    }
    clearTimeout(this.#lookAgain);
    if (!this.busy) {
      await this.#look();
    }
    if (this.presence !== 'locked') {
      this.#lookAgain = window.setTimeout(() => this.connect(), LOOK_AGAIN_MS);
    }
  }

  async #look() {
    try {
      const [status, agents] = await Promise.all([request('/status'), request('/agents')]);
      const { webrtc } = await status.json();
      this.webrtc = { available: webrtc?.available === true, why: webrtc?.why ?? '' };
      this.agents = agents.ok ? (await agents.json()).agents : [];
      this.#watch.listen(this.settings.now.name);
      this.#settlePresence();
    } catch (problem) {
      this.#become(problem instanceof TokenWanted ? 'locked' : 'offline');
    }
  }

  /** The settings changed. */
  applySettings() {
    this.#watch.listen(this.settings.now.name);
    this.call?.speaker.apply(this.settings.now);
    this.#settlePresence();
  }

  /** @param {string} agent */
  callAgent(agent) {
    return this.#start(new AgentCall(this.#facts('agent', `${agent.charAt(0).toUpperCase()}${agent.slice(1)} agent`, agent)));
  }

  /** @param {string} text as typed @throws {import('./call/number.js').BadNumber} */
  dial(text) {
    const { callee, shown } = target(text, this.settings.now);
    return this.#start(new OutgoingCall(this.#facts('out', shown, text.trim()), callee));
  }

  /** Takes the call that rings; a running one is ended for it. @param {Offer} offer */
  accept(offer) {
    this.call?.hangup();
    this.offers.settle(offer.id, 'answeredElsewhere');
    return this.#start(new IncomingCall(this.#facts('in', displayName(offer.caller), offer.caller), offer.id));
  }

  /** @param {Offer} offer */
  async decline(offer) {
    this.offers.settle(offer.id, 'declined');
    this.#remember('in', displayName(offer.caller), offer.caller, Date.now(), 0, 'Declined');
    await request(`/command/${encodeURIComponent(offer.id)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ command: 'reject', reason: 'not now', code: 603 }),
    }).catch(() => {
      // The server is gone, and the call with it.
    });
  }

  /** Goes back to the dial pad after the end of a call. */
  putAway() {
    if (this.call?.ended) {
      this.call = null;
      this.#changed();
    }
  }

  /** @returns {import('./call/call.js').CallFacts} */
  #facts(/** @type {'agent' | 'out' | 'in'} */ kind, /** @type {string} */ name, /** @type {string} */ called) {
    return { kind, name, target: called, path: this.path, settings: this.settings.now };
  }

  #start(/** @type {Call} */ call) {
    if (this.busy) {
      return;
    }
    this.call = call;
    call.onChange = () => this.#onCallChange(call);
    call.onEvent = (event, side) => this.dispatchEvent(new CustomEvent('server', { detail: { call, event, side } }));
    this.dispatchEvent(new CustomEvent('call', { detail: call }));
    this.#changed();
    call.start();
  }

  #onCallChange(/** @type {Call} */ call) {
    if (call.ended) {
      const { kind, name, target: called } = call.facts;
      this.#remember(kind, name, called, call.startedAt, call.talked, call.reason);
      if (call.wantsToken) {
        this.#become('locked');
      }
    }
    if (call === this.call) {
      this.#changed();
    }
  }

  #onMissed(/** @type {Offer} */ offer, /** @type {string} */ words) {
    this.#remember('in', displayName(offer.caller), offer.caller, Date.now(), 0, words);
    this.dispatchEvent(new CustomEvent('missed', { detail: `${displayName(offer.caller)}: ${words}` }));
  }

  #remember(
    /** @type {'agent' | 'out' | 'in'} */ kind,
    /** @type {string} */ name,
    /** @type {string} */ called,
    /** @type {number} */ at,
    /** @type {number} */ talked,
    /** @type {string} */ result,
  ) {
    this.history.add({ kind, name, target: called, at, talked, result });
  }

  #settlePresence() {
    const signingIn = this.settings.now.name !== '' && !this.#listening;
    this.#become(signingIn ? 'registering' : 'ready');
  }

  #become(/** @type {Presence} */ presence) {
    this.presence = presence;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** The name or user of a SIP address. @param {string} address such as "Ann" <sip:ann@example.org> */
export function displayName(address) {
  const quoted = /^\s*"?([^"<]+?)"?\s*</.exec(address)?.[1];
  return quoted ?? address.replace(/^<?sips?:/i, '').replace(/[@;>].*$/, '');
}
