/** Events and commands of a call in words. Pure functions. */

import { party } from './words.js';

/**
 * @typedef {'plain' | 'command' | 'speech' | 'good' | 'bad'} Tone
 * @typedef {{text: string, tone: Tone}} Happening
 */

/** @type {Record<string, (data: any, caller: boolean) => Happening>} */
const EVENTS = {
  incoming: (data) => plain(`Call from ${party(data.caller) || 'an unknown caller'} to ${party(data.callee) || 'this server'}`),
  ringing: (data) => plain(data.earlyMedia ? 'It rings, with audio already' : 'It rings'),
  answer: () => ({ text: 'Answered', tone: 'good' }),
  reject: (data) => bad(`Refused: ${data.reason}${data.code ? ` (${data.code})` : ''}`),
  mediaReady: () => plain('First audio of the caller'),
  trackStart: (data, caller) => plain(caller ? 'Audio of the caller begins' : `Playback begins: ${data.playId ?? data.trackId}`),
  trackEnd: (data, caller) =>
    plain(`${caller ? 'Audio of the caller ends' : `Playback ends: ${data.playId ?? data.trackId}`} after ${seconds(data.duration)}`),
  speaking: () => ({ text: 'The caller speaks', tone: 'speech' }),
  silence: (data, caller) => ({
    text: caller ? `The caller spoke for ${seconds(data.duration)}` : `No input for ${seconds(data.duration)}`,
    tone: 'speech',
  }),
  inactivity: () => bad('Nothing was heard for too long'),
  dtmf: (data) => ({ text: `Key ${data.digit}`, tone: 'speech' }),
  hold: (data) => plain(data.onHold ? 'Put on hold' : 'Taken off hold'),
  asrFinal: (data) => ({ text: `“${data.text}”`, tone: 'speech' }),
  addHistory: (data) => ({ text: `${data.speaker}: ${data.text}`, tone: 'speech' }),
  custom: (data) => plain(`Application${data.sender ? ` (${data.sender})` : ''}: ${JSON.stringify(data.data)}`),
  error: (data) => bad(`${data.sender ? `${data.sender}: ` : ''}${data.error}`),
  ack: (data) => plain(`Command ${data.id} was carried out`),
  hangup: (data) => ({ text: `Hung up by the ${data.initiator ?? 'server'}: ${reason(data.reason)}`, tone: 'good' }),
};

/** @param {'event' | 'command'} kind @param {any} data @param {string} callId @returns {Happening} */
export function describe(kind, data, callId) {
  if (kind === 'command') {
    const detail = data.url ?? data.text ?? data.digit ?? data.reason ?? data.trackId ?? '';
    return { text: `Command: ${data.command}${detail ? ` ${detail}` : ''}`, tone: 'command' };
  }
  const words = EVENTS[data.event];
  return words ? words(data, data.trackId === callId) : plain(data.event);
}

/** `Some(ByCaller)` and `ByCaller` are the same. @param {string | undefined} text */
function reason(text) {
  return (text ?? 'no reason given').replace(/^Some\((?:Other\("(.*)"\)|(.*))\)$/, '$1$2');
}

/** @param {number} millis */
function seconds(millis) {
  return `${(millis / 1000).toFixed(1)} s`;
}

/** @param {string} text @returns {Happening} */
function plain(text) {
  return { text, tone: 'plain' };
}

/** @param {string} text @returns {Happening} */
function bad(text) {
  return { text, tone: 'bad' };
}
