/** Microphones and loudspeakers of this machine, and why one cannot be had. */

import { deviceId } from '../store/settings.js';

/** @typedef {import('../store/settings.js').Settings} Settings */

/** Whether the browser lets a page choose the loudspeaker. */
export const canChooseOutput = 'setSinkId' in HTMLMediaElement.prototype;

/** Whether the browser gives this page a microphone at all: https, or this very machine. */
export function isSecurePage() {
  return window.isSecureContext && navigator.mediaDevices !== undefined;
}

/** @returns {Promise<MediaDeviceInfo[]>} without labels before the microphone was allowed */
export async function listDevices() {
  return isSecurePage() ? navigator.mediaDevices.enumerateDevices() : [];
}

/** @param {Readonly<Settings>} settings @returns {Promise<MediaTrackConstraints>} */
export async function constraints(settings) {
  const inputs = (await listDevices()).filter((device) => device.kind === 'audioinput');
  const id = deviceId(settings.microphone, inputs);
  return {
    ...(id ? { deviceId: { ideal: id } } : {}),
    echoCancellation: settings.echoCancellation,
    noiseSuppression: settings.noiseSuppression,
    autoGainControl: settings.autoGainControl,
  };
}

/** @param {import('../store/settings.js').Device} wanted @returns {Promise<string>} id for setSinkId, empty = default */
export async function sinkId(wanted) {
  const outputs = (await listDevices()).filter((device) => device.kind === 'audiooutput');
  return deviceId(wanted, outputs);
}

const HELP = /** @type {Record<string, [string, string]>} */ ({
  NotAllowedError: ['The microphone is not allowed', howToAllow()],
  NotFoundError: ['No microphone was found', 'Plug one in, or choose another under Settings, then call again.'],
  NotReadableError: ['The microphone is in use', 'Another program holds it. Close that program, then call again.'],
  OverconstrainedError: ['The chosen microphone is gone', 'Choose another under Settings, then call again.'],
});

/** Why there is no microphone, in words and with what helps. */
export class MicrophoneProblem extends Error {
  /** @param {string} title @param {string} help @param {string} kind name of the DOMException */
  constructor(title, help, kind) {
    super(`${title}. ${help}`);
    this.title = title;
    this.help = help;
    this.kind = kind;
  }

  /** @param {unknown} cause of getUserMedia */
  static of(cause) {
    const name = cause instanceof Error ? cause.name : '';
    const [title, help] = HELP[name] ?? ['The microphone cannot be opened', String(cause)];
    return new MicrophoneProblem(title, help, name);
  }
}

function howToAllow() {
  const agent = navigator.userAgent;
  if (/firefox/i.test(agent)) {
    return 'Click the microphone in the address bar, remove “Blocked”, then call again.';
  }
  if (/^((?!chrome).)*safari/i.test(agent)) {
    return 'Open Safari → Settings for this website → Microphone, choose “Allow”, then call again.';
  }
  return 'Click the icon left of the address, switch “Microphone” on, then call again.';
}
