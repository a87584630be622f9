import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Articles, Why } from '../design/Why';
import type { Issue } from '../engine';
import { useAutosave } from './autosave';
import { Bar } from './Bar';
import { ErrorSummary, focusField } from './ErrorSummary';
import { Flow } from './flow';
import { FlowContext, useSlice } from './hooks';
import { ProcedureInForce } from './ProcedureInForce';
import { Questions } from './Questions';
import { routeAt } from './route';
import { Saving } from './Saving';
import { isOn, keyOfPath, SUMMARY, screenAt, screensOf } from './screens';
import { type Step, type Steps, useSteps } from './steps';
import type { FormFlowProps } from './types';
import { articlesOf } from './why';

/** A form from its first question to its saving. It is the whole page: it brings its own `main`. */
export function FormFlow(props: FormFlowProps) {
  const [flow] = useState(() => new Flow(props));
  const [first] = useState(() => firstKey(flow, props.draft?.at));
  const [now, steps] = useSteps(first);
  useAutosave(flow, now.at, props.onDraft);
  return (
    <FlowContext.Provider value={flow}>
      <Page
        key={now.at}
        flow={flow}
        now={{ ...now, at: standing(flow, now.at) }}
        steps={steps}
        props={props}
      />
    </FlowContext.Provider>
  );
}

function firstKey(flow: Flow, wanted: string | undefined): string {
  if (wanted === SUMMARY || (wanted && screenAt(flow, wanted))) return wanted;
  return screensOf(flow)[0]?.key ?? SUMMARY;
}

/** The back button may lead to a repetition that is gone: its list stands in for it. */
function standing(flow: Flow, at: string): string {
  return screenAt(flow, at) ? at : (at.split('[')[0] ?? SUMMARY);
}

/** What asks for this form: its articles, on the first screen. */
function WhyForm({ flow }: { flow: Flow }) {
  const { form } = flow.setting;
  const articles = articlesOf(form.cites, flow);
  if (articles.length === 0 && !form.source) return null;
  return (
    <Why about={`completăm: ${form.title}`}>
      <Articles articles={articles} />
      {form.source ? <p class="soft">Sursa: {form.source}.</p> : null}
    </Why>
  );
}

interface PageProps {
  flow: Flow;
  now: Step;
  steps: Steps;
  props: FormFlowProps;
}

/** One screen of the form, drawn anew when the worker moves to another. */
function Page({ flow, now, steps, props }: PageProps) {
  const { at, returnTo, focus } = now;
  const screen = screenAt(flow, at);
  const [tries, setTries] = useState(0);
  const [blocking, setBlocking] = useState<Issue[]>(() => (at === SUMMARY ? flow.issues() : []));
  const heading = useRef<HTMLHeadingElement>(null);
  const progress = useSlice((one) => routeAt(one, at, screen).progress);
  const title = screen?.title ?? 'Verificați înainte de salvare';
  // Before the screen is painted: a key pressed right away must not meet a focus that jumps after it.
  useLayoutEffect(() => {
    if (focus) focusField(focus);
    else {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [focus]);
  useLayoutEffect(() => {
    document.title = `${tries > 0 ? 'De îndreptat: ' : ''}${progress} · ${props.form.title} · Vatra`;
  }, [tries, progress, props.form.title]);
  const follow = (path: string) => {
    const key = keyOfPath(flow, path);
    if (screen && key === at && isOn(screen, path)) focusField(path);
    else steps.go({ at: key, focus: path, returnTo: screen ? undefined : SUMMARY });
  };
  const leave = async () => {
    await steps.rewind();
    props.onCancel();
  };
  const goBack = () => {
    const { previous } = routeAt(flow, at, screen);
    if (steps.back()) return;
    if (previous) steps.replace({ at: previous });
    else void leave();
  };
  const goOn = () => {
    if (returnTo) steps.go({ at: returnTo });
    else if (screen?.kind === 'row') goBack();
    else steps.go({ at: routeAt(flow, at, screen).next });
  };
  const block = (issues: Issue[]) => {
    flow.show(issues);
    setBlocking(issues);
    setTries(tries + 1);
  };
  return (
    <main class="page flow">
      <Bar progress={progress} onBack={goBack} onClose={leave} />
      <ErrorSummary issues={blocking} tries={tries} onFollow={follow} />
      <div class="page-head">
        <p class="caption">
          {props.form.title === title ? null : `${props.form.title} · `}
          {props.about}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {screen?.hint ? <p class="hint">{screen.hint}</p> : null}
        {screen && routeAt(flow, at, screen).previous === null ? (
          <>
            {props.notes}
            <WhyForm flow={flow} />
            <ProcedureInForce packs={props.packs} form={props.form.id} on={props.context.today} />
          </>
        ) : null}
      </div>
      {screen ? (
        <Questions
          screen={screen}
          isBlocked={tries > 0}
          onBlocked={block}
          onNext={goOn}
          onRow={(index) => steps.go({ at: `${screen.key}[${index}]` })}
        />
      ) : (
        <Saving
          onChange={follow}
          onBlocked={block}
          beforeSubmit={() => steps.rewind()}
          onSubmit={props.onSubmit}
        />
      )}
    </main>
  );
}
