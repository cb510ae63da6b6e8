import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DtmfQueue } from '../../main/resources/web/phone/call/dtmf-queue.js';
import { BadNumber, lettersAsDigits, normalise, target } from '../../main/resources/web/phone/call/number.js';
import { clock, ending, rejection } from '../../main/resources/web/phone/call/words.js';
import { CallHistory } from '../../main/resources/web/phone/store/history.js';
import { SettingsStore, deviceId } from '../../main/resources/web/phone/store/settings.js';

const plain = { prefix: '', domain: '' };

/** What a browser keeps, or refuses to. */
function storage(kept = {}, full = false) {
  return {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      if (full) {
        throw new Error('quota');
      }
      kept[key] = value;
    },
  };
}

for (const [typed, expected] of [
  ['(555) 010-0123', '5550100123'],
  ['+49 (0)30 / 1234-56', '+4930123456'],
  ['tel:+1-201-555-0123;phone-context=x', '+12015550123'],
  ['\u202a+49\u00a030\u2011123\u202c', '+4930123'],
  ['*31#', '*31#'],
  [' sip:ann@example.org ', 'sip:ann@example.org'],
]) {
  test(`${JSON.stringify(typed)} is ${expected}`, () => assert.equal(normalise(typed), expected));
}

test('letters become digits only on request', () => {
  assert.throws(() => target('1-800-FLOWERS', plain), BadNumber);
  assert.equal(lettersAsDigits('1-800-FLOWERS'), '18003569377');
});

test('numbers and addresses become what is called', () => {
  assert.equal(target('555 0100', plain).callee, '5550100');
  assert.equal(target('*31#', { prefix: '', domain: 'sip.example.org' }).callee, 'sip:*31%23@sip.example.org');
  assert.equal(target('030 123', { prefix: '+49', domain: 'b.example' }).callee, 'sip:+4930123@b.example');
  assert.equal(target('0044 20 7', { prefix: '+49', domain: '' }).callee, '+44207');
  assert.deepEqual(target('ann@example.org', plain), { callee: 'sip:ann@example.org', shown: 'ann@example.org' });
  assert.equal(target('sip:127.0.0.1:5070', plain).callee, 'sip:127.0.0.1:5070');
});

for (const bad of ['', '   ', 'hello', '12+3', 'sip:', '@example.org', 'sip:ann@', 'ann b@example.org']) {
  test(`${JSON.stringify(bad)} is not called`, () => assert.throws(() => target(bad, plain), BadNumber));
}

test('digits are sent one after the other, with a pause', () => {
  const sent = [];
  const timers = [];
  const queue = new DtmfQueue((digit) => sent.push(digit), (then, ms) => timers.push([then, ms]));
  assert.deepEqual([...'1x2+3#'].map((digit) => queue.press(digit)), [true, false, true, false, true, true]);
  assert.deepEqual(sent, ['1']);
  timers.shift()[0]();
  timers.shift()[0]();
  assert.deepEqual(sent, ['1', '2', '3']);
  queue.clear();
  assert.equal(timers[0][1], 200);
  timers.shift()[0]();
  assert.deepEqual(sent, ['1', '2', '3'], 'what waits at the end of the call is not sent');
});

test('reasons are told in words', () => {
  assert.equal(ending('Some(ByCallee)', false), 'The other side hung up');
  assert.equal(ending('ByCallee', true), 'You hung up');
  assert.equal(ending('Some(Other("busy line"))', false), 'busy line');
  assert.equal(ending(undefined, false), 'The call ended');
  assert.equal(rejection(486, 'Busy Here'), 'Busy (486)');
  assert.equal(rejection(499, 'Strange'), 'Strange (499)');
  assert.equal(rejection(undefined, 'no route'), 'no route');
});

test('the clock has hours only when there are some', () => {
  assert.deepEqual([0, 59.9, 61, 3600].map(clock), ['0:00', '0:59', '1:01', '1:00:00']);
});

test('the history keeps the last fifty calls, also where nothing can be stored', () => {
  const kept = {};
  const history = new CallHistory(storage(kept));
  for (let i = 0; i < 60; i++) {
    history.add({ kind: i === 50 ? 'out' : 'agent', name: `${i}`, target: `${i}`, at: i, talked: 0, result: '' });
  }
  assert.equal(new CallHistory(storage(kept)).calls.length, 50);
  assert.equal(new CallHistory(storage(kept)).calls[0].name, '59');
  assert.equal(history.lastDialled(), '50');
  const deaf = new CallHistory(storage({}, true));
  deaf.add(history.calls[0]);
  assert.equal(deaf.calls.length, 1);
  assert.deepEqual(new CallHistory(storage({ 'tandem.phone.history': '{"no":"list"}' })).calls, []);
});

test('settings survive, but not with values of a wrong kind', () => {
  const kept = {};
  new SettingsStore(storage(kept)).change({ name: 'alice', gain: 1.5 });
  assert.equal(new SettingsStore(storage(kept)).now.name, 'alice');
  const strange = { 'tandem.phone.settings': '{"gain":"loud","name":"bob","extra":1}' };
  assert.equal(new SettingsStore(storage(strange)).now.gain, 1);
  assert.equal(new SettingsStore(storage(strange)).now.name, 'bob');
  assert.equal('extra' in new SettingsStore(storage(strange)).now, false);
  assert.equal(new SettingsStore(storage({ 'tandem.phone.settings': 'garbage' })).now.volume, 1);
});

test('a device is found again by its label when its id changed', () => {
  const present = [{ deviceId: 'n1', label: 'Headset' }, { deviceId: 'n2', label: 'Webcam' }];
  assert.equal(deviceId({ id: 'n2', label: 'Webcam' }, present), 'n2');
  assert.equal(deviceId({ id: 'old', label: 'Headset' }, present), 'n1');
  assert.equal(deviceId({ id: 'old', label: 'Gone' }, present), '');
  assert.equal(deviceId({ id: '', label: '' }, present), '');
});
