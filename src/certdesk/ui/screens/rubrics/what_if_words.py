"""What a trial comes to, in words: how many change, compared with what, and how many were looked at."""

from __future__ import annotations

from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.what_if_trial import Trial


def head_words(trial: Trial) -> str:
    """Say how many of how many would change."""
    changed, n = len(trial.changed), len(trial.population.members)
    if trial.population.examples:
        text = ngettext(
            "{changed} of {n} worked example would change", "{changed} of {n} worked examples would change", n
        )
    else:
        text = ngettext("{changed} of {n} result would change", "{changed} of {n} results would change", n)
    return text.format(changed=changed, n=n)


def about_words(trial: Trial, *, published: bool) -> str:
    """Say what is compared with what, which way results go, and who is left out; or that there are no results yet."""
    population = trial.population
    against = (
        _("Compared with version {version}.").format(version=trial.before.version)
        if published
        else _("Compared with the draft as it is.")
    )
    if population.examples:
        text = _(
            "No assessment on this rubric has a level yet, so the rules are tried on its worked examples. "
            "As soon as portfolios are marked with it, they are used instead."
        )
        return f"{text} {against}"
    better, worse = _ways(trial)
    said = [against]
    if better:
        said.append(_("{count} would stand higher.").format(count=better))
    if worse:
        said.append(_("{count} would stand lower.").format(count=worse))
    if population.left_out:
        text = ngettext(
            "{count} without any level is left out.", "{count} without any level are left out.", population.left_out
        )
        said.append(text.format(count=population.left_out))
    return " ".join(said)


def _ways(trial: Trial) -> tuple[int, int]:
    """Count how many would stand higher and how many lower; incomplete is lowest."""
    place = {outcome.id: n for n, outcome in enumerate(trial.after.decision.outcomes)}
    last = len(place)
    changed = trial.changed
    better = sum(place.get(trial.now[each], last) < place.get(trial.was[each], last) for each in changed)
    return better, len(changed) - better
