/** Audio by WebRTC: one peer connection with one audio line. It makes offers and takes answers; who carries them is not its business. */

import { request } from '../../shared/access.js';
import { Sampler } from '../quality/sampler.js';
import { audioContext } from './context.js';
import { GAP_MS, TONE_MS } from '../call/dtmf-queue.js';

/** Offers go out with the candidates that were found by then; later ones are trickled. */
const GATHERING_MS = 1500;

export class WebRtcAudio {
  kind = /** @type {const} */ ('webrtc');
  #peer;
  #sender;
  #sampler = new Sampler();
  #remote = new MediaStream();

  /** @type {(candidate: RTCIceCandidate) => void} found after the offer went out */
  onCandidate = () => {};
  /** @type {(state: RTCIceConnectionState) => void} */
  onIce = () => {};

  /** @param {AudioNode} microphone @param {RTCConfiguration} configuration */
  constructor(microphone, configuration) {
    this.#peer = new RTCPeerConnection(configuration);
    const output = new MediaStreamAudioDestinationNode(audioContext(), { channelCount: 1 });
    microphone.connect(output);
    this.#sender = this.#peer.addTrack(output.stream.getAudioTracks()[0], output.stream);
    this.#peer.addEventListener('track', ({ track }) => this.#remote.addTrack(track));
    this.#peer.addEventListener('iceconnectionstatechange', () => this.onIce(this.#peer.iceConnectionState));
  }

  /**
   * @param {AudioNode} microphone
   * @param {boolean} relayOnly
   * @throws {Error} for the user to read, when only a relay will do and the server names none
   */
  static async open(microphone, relayOnly) {
    const servers = await iceServers();
    if (relayOnly && !servers.some(isRelay)) {
      throw new Error('The settings want a relay (TURN), and the server names none (tandem.active-call.ice-servers).');
    }
    return new WebRtcAudio(microphone, { iceServers: servers, iceTransportPolicy: relayOnly ? 'relay' : 'all' });
  }

  get stream() {
    return this.#remote;
  }

  /** @param {RTCOfferOptions} [options] @returns {Promise<string>} SDP with the candidates found so far */
  async offer(options) {
    await this.#peer.setLocalDescription(await this.#peer.createOffer(options));
    await this.#gathered();
    this.#peer.onicecandidate = ({ candidate }) => candidate?.candidate && this.onCandidate(candidate);
    return this.#peer.localDescription?.sdp ?? '';
  }

  /** @param {string} sdp */
  async answered(sdp) {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Says in the next offer that nothing is sent or received, or that both are again. @param {boolean} held */
  set held(held) {
    this.#peer.getTransceivers().forEach((each) => (each.direction = held ? 'inactive' : 'sendrecv'));
  }

  /** @param {string} digit @returns {boolean} whether the peer takes telephone events */
  dtmf(digit) {
    const sender = this.#sender.dtmf;
    if (!sender?.canInsertDTMF) {
      return false;
    }
    sender.insertDTMF(digit, TONE_MS, GAP_MS);
    return true;
  }

  async sample() {
    return this.#sampler.read((await this.#peer.getStats()).values());
  }

  get ice() {
    return this.#peer.iceConnectionState;
  }

  get dtls() {
    return this.#sender.transport?.state ?? 'new';
  }

  close() {
    this.#peer.close();
  }

  #gathered() {
    return new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const check = () => this.#peer.iceGatheringState === 'complete' && done();
      this.#peer.addEventListener('icegatheringstatechange', check);
      setTimeout(done, GATHERING_MS);
      check();
    });
  }
}

/** Without the list a call works in one's own network; a failure is no reason not to try. @returns {Promise<RTCIceServer[]>} */
async function iceServers() {
  try {
    const answer = await request('/iceservers?format=w3c');
    const body = answer.ok ? await answer.json() : [];
    return (Array.isArray(body) ? body : body.iceServers).map(known);
  } catch {
    return [];
  }
}

/** @param {RTCIceServer} server */
function isRelay({ urls }) {
  return [urls].flat().some((url) => /^turns?:/i.test(url));
}

/** Browsers refuse null where a text may be absent. */
function known(/** @type {any} */ { urls, username, credential }) {
  return { urls, ...(username ? { username, credential } : {}) };
}
