"""Template tags of the watch list: whether somebody watches an artifact, and how much news waits for them."""

from django import template

from artifacts.domain.watching import MAY_WATCH, inbox, is_watching

register = template.Library()


@register.simple_tag
def watched_by(user, artifact) -> bool:
    return is_watching(user, artifact)


@register.simple_tag
def may_watch(user) -> bool:
    return user.has_perm(MAY_WATCH)


@register.simple_tag
def count_unseen(user) -> int:
    """How many of the artifacts that a user watches were changed by others since the user looked."""
    return inbox(user).count()
