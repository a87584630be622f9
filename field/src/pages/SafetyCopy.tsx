import { database } from '../app/stage';
import { Icon } from '../icons/Icon';
import { safetyCopy } from '../store/copy';
import { ActionButton } from './Working';

/** Saves the sealed outbox as a file; only the office can open it. */
export function CopyButton() {
  const save = async () => {
    const copy = await safetyCopy(database());
    const file = new Blob([JSON.stringify(copy)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `vatra-copie-${copy.made_at.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <ActionButton action={save} tone="urgent" testId="safety-copy">
      <Icon name="download" />
      Salvează copia de siguranță
    </ActionButton>
  );
}
