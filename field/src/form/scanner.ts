/** Reading a bar or QR code with the camera, where the browser knows how. */

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new () => Detector;
  }
}

const EVERY_MS = 200;

export function canScan(): boolean {
  return 'BarcodeDetector' in window && navigator.mediaDevices?.getUserMedia !== undefined;
}

/** Shows the camera in the video and calls back with the first code; returns how to stop. */
export async function scan(video: HTMLVideoElement, onCode: (text: string) => void) {
  const Reader = window.BarcodeDetector;
  if (!Reader) throw new Error('no BarcodeDetector');
  const reader = new Reader();
  const camera = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
  });
  video.srcObject = camera;
  await video.play();
  const timer = setInterval(async () => {
    const [code] = await reader.detect(video).catch(() => []);
    if (code) onCode(code.rawValue);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const track of camera.getTracks()) track.stop();
  };
}
