"""The closed vocabularies. Claim kinds, roles, weapons, target classes and count kinds are those of the
annotation guide that the reader is measured against (docs/reference/claim.md lists them with examples).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Kind(StrEnum):
    """What a claim's proposition is about."""

    ATTACK = "attack"
    INTERCEPTION = "interception"
    CLASH = "clash"
    CONTROL = "control"
    DEPLOYMENT = "deployment"
    OBSTRUCTION = "obstruction"
    DETENTION = "detention"
    DAMAGE = "damage"
    CASUALTIES = "casualties"
    DISPLACEMENT = "displacement"
    OUTAGE = "outage"
    EXCHANGE = "exchange"
    AID = "aid"
    TALKS = "talks"
    PROPOSAL = "proposal"
    ACCEPTANCE = "acceptance"
    REJECTION = "rejection"
    COMMITMENT = "commitment"
    DEMAND = "demand"
    ACCUSATION = "accusation"
    THREAT = "threat"
    SANCTION = "sanction"
    TREND = "trend"
    ASSESSMENT = "assessment"


GROUPED_KINDS: frozenset[Kind] = frozenset(list(Kind)[: list(Kind).index(Kind.EXCHANGE) + 1])
"""The kinds whose claims are linked into incidents: from ``attack`` to ``exchange``."""

EFFECT_KINDS: frozenset[Kind] = frozenset({Kind.DAMAGE, Kind.CASUALTIES, Kind.OUTAGE, Kind.DISPLACEMENT})
"""The kinds that state what came of an act."""


def denies_event(denied: Kind, kinds: Iterable[Kind]) -> bool:
    """Whether a denial of ``denied`` denies that an event, told of as ``kinds``, took place. That nobody was hurt
    denies no attack, and no blackout either: an effect is the event only where nothing else is told of it."""
    return denied not in EFFECT_KINDS or set(kinds) <= {denied}


SPEECH_ACTS: frozenset[Kind] = frozenset(
    {
        Kind.PROPOSAL,
        Kind.ACCEPTANCE,
        Kind.REJECTION,
        Kind.COMMITMENT,
        Kind.DEMAND,
        Kind.ACCUSATION,
        Kind.THREAT,
        Kind.ASSESSMENT,
    }
)
"""Kinds that a speaker performs by saying them: source and actor are then the same."""


class Polarity(StrEnum):
    """Whether the proposition is put forward or denied."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How the proposition stands to reality."""

    ACTUAL = "actual"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What a source is."""

    LEADER = "leader"
    OFFICIAL = "official"
    MILITARY = "military"
    REGIONAL = "regional"
    EMERGENCY = "emergency"
    COMPANY = "company"
    MEDIATOR = "mediator"
    NGO = "ngo"
    MEDIA = "media"
    WITNESS = "witness"
    ANALYST = "analyst"
    ANONYMOUS = "anonymous"
    REPORT = "report"


class Weapon(StrEnum):
    """The means of an attack."""

    DRONE = "drone"
    MISSILE = "missile"
    AIR = "air"
    ARTILLERY = "artillery"
    GROUND = "ground"
    NAVAL = "naval"
    EXPLOSIVE = "explosive"
    SMALL_ARMS = "small_arms"
    CYBER = "cyber"
    VEHICLE = "vehicle"


class TargetClass(StrEnum):
    """What was hit. A dot opens a finer class: ``energy.grid`` is within ``energy``."""

    ENERGY = "energy"
    ENERGY_GENERATION = "energy.generation"
    ENERGY_GRID = "energy.grid"
    ENERGY_NUCLEAR = "energy.nuclear"
    ENERGY_HYDRO = "energy.hydro"
    ENERGY_REFINERY = "energy.refinery"
    ENERGY_OIL_STORAGE = "energy.oil_storage"
    ENERGY_PIPELINE = "energy.pipeline"
    ENERGY_GAS = "energy.gas"
    ENERGY_HEAT = "energy.heat"
    WATER = "water"
    TELECOM = "telecom"
    TRANSPORT_RAIL = "transport.rail"
    TRANSPORT_ROAD = "transport.road"
    TRANSPORT_PORT = "transport.port"
    TRANSPORT_AIRPORT = "transport.airport"
    VESSEL = "vessel"
    VEHICLE = "vehicle"
    HEALTH = "health"
    EDUCATION = "education"
    RELIGIOUS = "religious"
    RESIDENTIAL = "residential"
    SHELTER = "shelter"
    COMMERCIAL = "commercial"
    INDUSTRIAL = "industrial"
    AGRICULTURAL = "agricultural"
    GOVERNMENT = "government"
    MEDIA = "media"
    HUMANITARIAN = "humanitarian"
    CIVILIANS = "civilians"
    MILITARY_TROOPS = "military.troops"
    MILITARY_BASE = "military.base"
    MILITARY_EQUIPMENT = "military.equipment"
    MILITARY_DEPOT = "military.depot"
    MILITARY_AIRFIELD = "military.airfield"
    MILITARY_INDUSTRY = "military.industry"
    MILITANTS = "militants"
    LEADER = "leader"
    WEAPON = "weapon"
    INFRASTRUCTURE = "infrastructure"
    SETTLEMENT = "settlement"
    OTHER = "other"

    def within(self, wider: TargetClass) -> bool:
        """True if this class is ``wider`` or one of its finer classes."""
        return self == wider or self.value.startswith(wider.value + ".")

    def could_be(self, finer: TargetClass) -> bool:
        """True if a thing known only as this class may turn out to be ``finer`` (``energy`` may be ``energy.grid``)."""
        return finer.within(self)


class CountOf(StrEnum):
    """What a number counts, and by that its unit."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    HELD = "held"
    RELEASED = "released"
    DISPLACED = "displaced"
    LAUNCHED = "launched"
    INTERCEPTED = "intercepted"
    STRUCK = "struck"
    CUSTOMERS = "customers"
    TRUCKS = "trucks"
    AREA_M2 = "area_m2"
    DISTANCE_KM = "distance_km"
    DURATION_DAYS = "duration_days"
    MONEY_USD = "money_usd"
    TONNES = "tonnes"
    MW = "mw"
    PERCENT = "percent"
    PEOPLE = "people"
    OTHER = "other"


class Reliability(StrEnum):
    """Admiralty reliability of a source, A (completely reliable) to F (cannot be judged, the default)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty credibility of information, 1 (confirmed by other sources) to 6 (cannot be judged, the default)."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class Stance(StrEnum):
    """Where a party stands on a proposal. ``open``: it said something on it and neither accepted nor rejected it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_CONDITIONS = "accepted-with-conditions"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    SILENT = "silent"


class Outcome(StrEnum):
    """One incident held against one provision under one reading."""

    PROHIBITED_IF_CONFIRMED = "prohibited-if-confirmed"
    OUTSIDE_SCOPE = "outside-scope"
    OUTSIDE_PERIOD = "outside-period"
    EXEMPT = "exempt"
    UNDETERMINED = "undetermined"


class Concord(StrEnum):
    """How the sides stand to one another on one field of an incident."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    ONE_SIDED = "one-sided"
    UNSTATED = "unstated"


class SensorResult(StrEnum):
    """What sensors can say of an incident. Only ``consistent`` may raise a grade; none may lower one."""

    CONSISTENT = "consistent"
    WITHIN_BASELINE = "within-baseline"
    AMBIGUOUS = "ambiguous"
    NO_DETECTION_OBSERVABLE = "no-detection-observable"
    NOT_OBSERVABLE = "not-observable"
    NOT_EXPECTED = "not-expected"
