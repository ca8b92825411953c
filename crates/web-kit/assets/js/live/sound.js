// @ts-check
// How loud the microphone is, and the sounds that the page makes itself.

/** A voice at arm's length is above this, the hum of a quiet room below (root mean square). */
export const VOICE = 0.015;

/** How often the level is told, in milliseconds. */
const STEP = 100;

/**
 * @param {ArrayLike<number>} samples from -1 to 1
 * @returns {number} from 0 to 1
 */
export function loudness(samples) {
  let sum = 0;
  for (let i = 0; i < samples.length; i += 1) sum += samples[i] * samples[i];
  return samples.length > 0 ? Math.sqrt(sum / samples.length) : 0;
}

/**
 * Tells the level of a stream until it is told to stop.
 * @param {MediaStream} stream
 * @param {(level: number) => void} tell
 * @returns {() => void}
 */
export function listen(stream, tell) {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    tell(loudness(samples));
  }, STEP);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

/**
 * Plays notes one after the other, each with its frequency in hertz and its length in seconds.
 * Resolves to whether the browser let it sound: before the first click it does not.
 * @param {[number, number][]} notes
 */
export async function play(notes) {
  const context = new AudioContext();
  // Without a gesture `resume` waits for one; nobody should wait with it.
  await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
  if (context.state !== "running") {
    context.close();
    return false;
  }
  let at = context.currentTime + 0.05;
  for (const [frequency, length] of notes) {
    const tone = new OscillatorNode(context, { frequency, type: "triangle" });
    const loud = new GainNode(context, { gain: 0 });
    loud.gain.setTargetAtTime(0.4, at, 0.02);
    loud.gain.setTargetAtTime(0, at + length * 0.7, 0.05);
    tone.connect(loud).connect(context.destination);
    tone.start(at);
    tone.stop(at + length + 0.3);
    at += length;
  }
  const rest = (at - context.currentTime + 0.4) * 1000;
  await new Promise((done) => setTimeout(done, rest));
  context.close();
  return true;
}

/** Two notes up: something good begins. */
export const CHIME = /** @type {[number, number][]} */ ([[523, 0.25], [784, 0.45]]);

/** The tone of the loudspeaker test. */
export const TEST_TONE = /** @type {[number, number][]} */ ([[440, 0.5], [550, 0.5], [660, 0.7]]);
