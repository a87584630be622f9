"""One case read from its records: what items, tasks and guards are made of."""

from dataclasses import dataclass
from functools import cached_property

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Entry, Finding
from vatra.kit.parameters import Parameters
from vatra.packs.integrated_services import interventions, managers, needs, plan, replies, stages, urgency
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.interventions import Intervention
from vatra.packs.integrated_services.managers import Period
from vatra.packs.integrated_services.needs import Needs
from vatra.packs.integrated_services.plan import Plan
from vatra.packs.integrated_services.stages import Course
from vatra.packs.integrated_services.things import Context


@dataclass(frozen=True)
class Case:
    """Each part is read once, when somebody asks for it."""

    episode: Episode
    findings: tuple[Finding, ...]  # of the household, while this case ran
    parameters: Parameters
    known: Catalogue

    @property
    def id(self) -> str:
        return self.episode.id

    @property
    def closure(self) -> Entry | None:
        return self.episode.closure

    @cached_property
    def course(self) -> Course:
        return stages.course(self.episode)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return managers.periods(self.episode)

    @property
    def manager_id(self) -> str | None:
        """A closed case keeps its last manager, who reviews whether the result lasts."""
        return self.periods[-1].user_id if self.periods else None

    @cached_property
    def replied(self) -> dict[str, Entry]:
        return replies.pair(self.episode.entries)

    @cached_property
    def needs(self) -> Needs:
        return needs.read(self.episode, self.findings, self.known)

    @cached_property
    def context(self) -> Context:
        return Context(self.needs, self.known)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        return plan.versions(self.episode)

    @cached_property
    def interventions(self) -> tuple[Intervention, ...]:
        return interventions.read(self.episode, self.plans, self.replied, self.context)

    @cached_property
    def urgency(self) -> int:
        return urgency.of(self.episode, self.findings, self.known)
