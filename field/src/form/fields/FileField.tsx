import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../icons/Icon';
import { useFlow, useSlice } from '../hooks';
import { smaller } from '../picture';
import { describedBy, type FieldProps, fieldId, OneControl, useMessage } from './shell';

const MAX_FILE_MB = 5;

/** An address for a kept file while the preview stands; null when there is none, or none yet. */
function usePreview(sha256: unknown): string | null {
  const { providers } = useFlow().setting;
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    setAddress(null);
    if (typeof sha256 === 'string') {
      providers.readBlob(sha256).then((blob) => {
        if (!blob || isGone) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      });
    }
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256, providers]);
  return address;
}

function sizeInWords(bytes: number): string {
  const kb = Math.max(1, Math.round(bytes / 1024));
  return kb < 1024 ? `${kb} kB` : `${(kb / 1024).toFixed(1).replace('.', ',')} MB`;
}

interface Way {
  button: string;
  again: string;
  accept: string;
  capture?: 'environment';
  prepare: (file: File) => Promise<Blob>;
}

const PHOTO: Way = {
  button: 'Fă fotografia',
  again: 'Fă altă fotografie',
  accept: 'image/*',
  capture: 'environment',
  prepare: smaller,
};

const FILE: Way = {
  button: 'Alege fișierul',
  again: 'Alege alt fișier',
  accept: 'application/pdf,image/*',
  prepare: async (file) => {
    if (file.size > MAX_FILE_MB * 1024 * 1024) {
      throw new RangeError(`Fișierul are peste ${MAX_FILE_MB} MB. Alegeți unul mai mic.`);
    }
    return file.type.startsWith('image/') ? smaller(file) : file;
  },
};

const FAILED = 'Fișierul nu a putut fi citit. Încercați încă o dată sau alegeți altul.';

function Kept({ field, way }: { field: FieldProps; way: Way }) {
  const flow = useFlow();
  const value = useSlice((one) => one.get(field.path));
  const preview = usePreview(value);
  if (typeof value !== 'string') return null;
  const blob = flow.blobs.get(value);
  return (
    <div class="card">
      {way === PHOTO && preview ? (
        <img class="preview" src={preview} alt={`Fotografia făcută: ${field.item.text}`} />
      ) : (
        <p class="line-up">
          <Icon name={way === PHOTO ? 'image' : 'file-text'} />
          {way === PHOTO ? 'Fotografie păstrată' : 'Fișier păstrat'}
          {blob ? <span class="soft">{sizeInWords(blob.size)}</span> : null}
        </p>
      )}
      <button type="button" class="link-btn" onClick={() => flow.set(field.path, undefined)}>
        Șterge
        <span class="unseen"> „{field.item.text}”</span>
      </button>
    </div>
  );
}

function Attach({ field, way }: { field: FieldProps; way: Way }) {
  const { item, path } = field;
  const flow = useFlow();
  const hasOne = useSlice((one) => one.get(path) !== undefined);
  const message = useMessage(path);
  const [work, setWork] = useState<{ busy: boolean; failure: string | null }>({
    busy: false,
    failure: null,
  });
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setWork({ busy: true, failure: null });
    try {
      const blob = await flow.setting.providers.keepBlob(await way.prepare(file));
      flow.keep(blob);
      flow.set(path, blob.sha256);
      setWork({ busy: false, failure: null });
    } catch (error) {
      const failure = error instanceof RangeError ? error.message : FAILED;
      setWork({ busy: false, failure });
    }
    input.value = '';
  };
  return (
    <OneControl field={field} message={message ?? work.failure ?? undefined}>
      <Kept field={field} way={way} />
      <span class="btn file-btn">
        <Icon name={way === PHOTO ? 'camera' : 'paperclip'} />
        <span aria-hidden="true">
          {work.busy ? 'Se pregătește…' : hasOne ? way.again : way.button}
        </span>
        <input
          id={fieldId(path)}
          type="file"
          accept={way.accept}
          capture={way.capture}
          disabled={work.busy}
          aria-describedby={describedBy(item, path, message)}
          onChange={(event) => take(event.currentTarget)}
        />
      </span>
    </OneControl>
  );
}

export function PhotoField(field: FieldProps) {
  return <Attach field={field} way={PHOTO} />;
}

export function FileField(field: FieldProps) {
  return <Attach field={field} way={FILE} />;
}
