import { useExchange, useSnapshot } from '../app/open';
import { counted } from '../app/words';
import { Banner } from '../design/Banner';
import { Icon } from '../icons/Icon';

/** The first load of the commune: what has come so far. The worker may leave it and work. */
export function FirstLoad() {
  const snapshot = useSnapshot();
  const { progress, running, failure } = useExchange();
  const isComplete = snapshot.grants.every((grant) => snapshot.loaded.includes(grant.place));
  if (snapshot.grants.length === 0 && snapshot.pulledAt !== null) return <NoPlace />;
  if (isComplete && snapshot.grants.length > 0) return null;
  const households = progress?.households ?? snapshot.entries.size;
  const persons = progress?.persons ?? 0;
  return (
    <section class="card" role="status" data-testid="first-load">
      <p class="line-up">
        <Icon name="download" />
        <strong>{running ? 'Se aduc oamenii comunei' : 'Prima încărcare nu s-a terminat'}</strong>
      </p>
      <p>
        {counted(households, 'O gospodărie', 'gospodării')}
        {persons > 0 ? `, ${counted(persons, 'o persoană', 'persoane')}` : ''} până acum.{' '}
        {failure === null
          ? 'Puteți lucra între timp; încărcarea merge mai departe singură.'
          : 'Continuă de unde a rămas, când este semnal.'}
      </p>
    </section>
  );
}

/** Leave, another post, a phone taken off the account: nothing to load, and said so. */
function NoPlace() {
  return (
    <Banner tone="warn" title="Acum nu lucrați în nicio comună">
      <p>
        Contul nu are un loc de muncă activ sau telefonul a fost scos de pe cont. Ce ați scris
        pleacă la server și îl vede coordonatorul; întrebați la primărie sau la coordonator.
      </p>
    </Banner>
  );
}
