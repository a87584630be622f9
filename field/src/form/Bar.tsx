import { Icon } from '../icons/Icon';

interface BarProps {
  progress: string;
  onBack: () => void;
  onClose: () => void;
}

/** The form's own head: back, how far, and the way out that keeps the draft. */
export function Bar({ progress, onBack, onClose }: BarProps) {
  return (
    <div class="flow-bar">
      <button type="button" class="btn btn-plain" onClick={onBack}>
        <Icon name="arrow-left" />
        Înapoi
      </button>
      <p class="flow-progress figures">
        <span class="unseen">Pasul </span>
        {progress}
      </p>
      <button type="button" class="btn btn-plain" onClick={onClose}>
        Închide
        <span class="unseen"> formularul; ciorna rămâne pe telefon</span>
      </button>
    </div>
  );
}
