import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, end, label, parties, party, quality, state, uptime } from '../../main/resources/web/console/view/words.js';

test('a party is what a person reads of an address', () => {
  assert.equal(party('sip:ann@a.example:5060;transport=tcp'), 'ann');
  assert.equal(party('"Ann" <sip:ann%20lee@a.example>'), 'ann lee');
  assert.equal(party('sips:192.0.2.1'), '192.0.2.1');
  assert.equal(party('tel:+4930123456;phone-context=x'), '+4930123456');
  assert.equal(party('sip:50%@a.example'), '50%');
  assert.equal(party(null), '');
});

test('parties are never empty', () => {
  assert.deepEqual(parties({ caller: null, callee: null, type: 'webSocket', agent: 'demo' }), { from: 'WebSocket caller', to: 'demo' });
  assert.deepEqual(parties({ caller: null, callee: 'sip:bob@b.example', type: 'sip', agent: null }), { from: 'Unknown', to: 'bob' });
});

test('a state or an end without words of ours is shown as it is', () => {
  assert.equal(state({ state: 'answered', hold: true }), 'On hold');
  assert.equal(state({ state: 'ringing', hold: false }), 'Ringing');
  assert.equal(state({ state: 'levitating' }), 'levitating');
  assert.equal(end({ hangupReason: 'byCaller' }), 'Caller hung up');
  assert.equal(end({ hangupReason: 'ByCaller' }), 'Caller hung up');
  assert.equal(end({ hangupReason: 'other', hangupText: 'tired' }), 'tired');
  assert.equal(end({ hangupReason: null }), 'Ended');
});

test('durations have minutes, then hours, then days', () => {
  assert.equal(duration(-5), '0:00');
  assert.equal(duration(75_999), '1:15');
  assert.equal(duration(3_600_000), '1:00:00');
  assert.equal(uptime(2 * 86_400 + 61), '2 d 1:01');
});

test('a score has a word after G.107', () => {
  assert.equal(quality(null), null);
  assert.deepEqual(quality(4.4), { word: 'excellent', text: '4.4 excellent' });
  assert.equal(quality(3.6)?.word, 'fair');
  assert.equal(quality(1)?.word, 'bad');
});

test('a key becomes words with its unit last', () => {
  assert.equal(label('portsInUse'), 'Ports in use');
  assert.equal(label('latenessP99Millis'), 'Lateness p99, ms');
});
