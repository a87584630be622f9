import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/Icon';
import { useFlow } from '../hooks';
import { canScan, scan } from '../scanner';
import { describedBy, type FieldProps, fieldId, OneControl, useMessage } from './shell';

const NO_CAMERA = 'Camera nu poate fi folosită acum. Scrieți codul de mână.';

function Scanner({ onCode, onFailure }: { onCode: (code: string) => void; onFailure: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let stop = () => {};
    let isGone = false;
    if (video.current) {
      scan(video.current, onCode).then(
        (how) => {
          stop = how;
          if (isGone) stop();
        },
        () => onFailure(),
      );
    }
    return () => {
      isGone = true;
      stop();
    };
  }, [onCode, onFailure]);
  return <video ref={video} class="preview" muted playsInline aria-label="Imaginea camerei" />;
}

/** A code from a label: scanned where the phone can, else typed. */
export function CodeField(field: FieldProps) {
  const { item, path } = field;
  const flow = useFlow();
  const message = useMessage(path);
  const input = useRef<HTMLInputElement>(null);
  const [initial] = useState(() => String(flow.get(path) ?? ''));
  const [isScanning, setScanning] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const [heard] = useState(() => ({
    code: (text: string) => {
      if (input.current) input.current.value = text;
      flow.set(path, text);
      setScanning(false);
    },
    failure: () => {
      setFailure(NO_CAMERA);
      setScanning(false);
    },
  }));
  return (
    <OneControl field={field} message={message ?? failure}>
      {isScanning ? <Scanner onCode={heard.code} onFailure={heard.failure} /> : null}
      <div class="line-up">
        <input
          ref={input}
          id={fieldId(path)}
          class="input input-medium"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          defaultValue={initial}
          aria-invalid={message ? true : undefined}
          aria-describedby={describedBy(item, path, message ?? failure)}
          onInput={(event) => flow.set(path, event.currentTarget.value || undefined)}
        />
        {canScan() ? (
          <button type="button" class="btn" onClick={() => setScanning(!isScanning)}>
            <Icon name="scan-line" />
            {isScanning ? 'Oprește camera' : 'Scanează'}
          </button>
        ) : null}
      </div>
    </OneControl>
  );
}
