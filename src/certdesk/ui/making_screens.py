"""How each screen is made. What only one screen needs is loaded when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.ui.screens.portfolio import PortfolioScreen
from certdesk.ui.screens.screen import Screen
from certdesk.ui.screens.settings import SettingsScreen
from certdesk.ui.screens.today import TodayScreen
from certdesk.ui.screens.welcome import WelcomeScreen
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.media_quiet import prepare_multimedia


def screen_makers() -> dict[str, Callable[[Tools], Screen]]:
    """Return what makes each screen, by the name that the window knows it by."""
    return {
        "welcome": WelcomeScreen,
        "today": TodayScreen,
        "portfolio": PortfolioScreen,
        "score": _score,
        "rubrics": _rubrics,
        "bank": _bank,
        "standards": _standards,
        "finalise": _finalise,
        "cohort": _cohort,
        "results": _results,
        "insights": _insights,
        "exchange": _exchange,
        "candidates": _candidates,
        "programme": _programme,
        "verify": _verify,
        "settings": SettingsScreen,
        "kept": _kept,
        "training": _training,
    }


def _score(tools: Tools) -> Screen:
    prepare_multimedia()  # what plays recordings talks as soon as it is loaded
    from certdesk.ui.screens.score.screen import ScoreScreen

    return ScoreScreen(tools)


def _rubrics(tools: Tools) -> Screen:
    from certdesk.ui.screens.rubrics.screen import RubricsScreen

    return RubricsScreen(tools)


def _bank(tools: Tools) -> Screen:
    from certdesk.ui.screens.bank.screen import BankScreen

    return BankScreen(tools)


def _standards(tools: Tools) -> Screen:
    from certdesk.ui.screens.standards.screen import StandardsScreen

    return StandardsScreen(tools)


def _finalise(tools: Tools) -> Screen:
    from certdesk.ui.screens.finalise import FinaliseScreen

    return FinaliseScreen(tools)


def _verify(tools: Tools) -> Screen:
    from certdesk.ui.screens.verify.screen import VerifyScreen

    return VerifyScreen(tools)


def _results(tools: Tools) -> Screen:
    from certdesk.ui.screens.results.screen import ResultsScreen

    return ResultsScreen(tools)


def _cohort(tools: Tools) -> Screen:
    from certdesk.ui.screens.cohort.screen import CohortScreen

    return CohortScreen(tools)


def _insights(tools: Tools) -> Screen:
    from certdesk.ui.screens.insights.screen import InsightsScreen

    return InsightsScreen(tools)


def _programme(tools: Tools) -> Screen:
    from certdesk.ui.screens.programme.screen import ProgrammeScreen

    return ProgrammeScreen(tools)


def _exchange(tools: Tools) -> Screen:
    from certdesk.ui.screens.exchange.screen import ExchangeScreen

    return ExchangeScreen(tools)


def _candidates(tools: Tools) -> Screen:
    from certdesk.ui.screens.candidates.screen import CandidatesScreen

    return CandidatesScreen(tools)


def _kept(tools: Tools) -> Screen:
    from certdesk.ui.screens.kept.screen import KeptScreen

    return KeptScreen(tools)


def _training(tools: Tools) -> Screen:
    from certdesk.ui.screens.training.screen import TrainingScreen

    return TrainingScreen(tools)
