import { citationsOf } from '../app/citations';
import { titleOf } from '../app/forms';
import { areaTitle } from '../app/household';
import { useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import { personName } from '../app/words';
import { Finding } from '../design/Finding';
import { Articles, Why } from '../design/Why';
import { dateInWords } from '../engine';
import { AREAS } from '../store/areas';
import type { GroupView, ViewFinding } from '../store/overlay';

/** Open findings area by area, in the order of the law, each with its reason. */
export function FindingsByArea({ view, findings }: { view: GroupView; findings: ViewFinding[] }) {
  const { packs } = useSnapshot();
  return (
    <>
      {AREAS.map((area) => {
        const here = findings.filter((one) => one.area === area);
        if (here.length === 0) return null;
        return (
          <section key={area} id={area} class="stack-tight" aria-label={areaTitle(packs, area)}>
            <FindingList view={view} findings={here} />
          </section>
        );
      })}
    </>
  );
}

/** The most urgent first; what goes well comes last. */
export function FindingList({ view, findings }: { view: GroupView; findings: ViewFinding[] }) {
  const { packs } = useSnapshot();
  const inOrder = [...findings].sort((a, b) => weight(b) - weight(a));
  return (
    <ul class="stack-tight">
      {inOrder.map((one) => {
        const known = packs?.vulnerabilities[one.code];
        const person = view.persons.find((other) => other.id === one.person);
        return (
          <Finding
            key={`${one.code} ${one.person ?? ''} ${one.record}`}
            title={known?.title ?? one.code}
            area={one.area}
            areaTitle={areaTitle(packs, one.area)}
            urgency={one.urgency}
            favourable={one.favourable}
            person={person ? personName(person) : undefined}
          >
            <WhyFound view={view} finding={one} />
          </Finding>
        );
      })}
    </ul>
  );
}

function weight({ favourable, urgency }: ViewFinding): number {
  return favourable ? -1 : urgency;
}

function WhyFound({ view, finding }: { view: GroupView; finding: ViewFinding }) {
  const { packs } = useSnapshot();
  const known = packs?.vulnerabilities[finding.code];
  const record = view.records.find((one) => one.id === finding.record);
  const articles = citationsOf(packs, known?.cites);
  return (
    <Why about={known?.title ?? finding.code}>
      {known?.why ? <p>{known.why}</p> : null}
      {record ? (
        <p>
          Găsit la{' '}
          <a href={hrefOf({ page: 'inregistrare', group: view.group, record: record.id })}>
            {titleOf(packs, record.form)}
          </a>
          , {dateInWords(record.occurred_on)}, de {record.author_name}.
        </p>
      ) : null}
      {articles.length > 0 ? <Articles articles={articles} /> : null}
      {known?.source ? <p class="soft">Sursa: {known.source}.</p> : null}
    </Why>
  );
}
