"""Template tags of the watch list: whether somebody may watch, and watches an artifact."""

from django import template

from artifacts.domain.watching import MAY_WATCH, is_watching

register = template.Library()


@register.simple_tag
def watched_by(user, artifact) -> bool:
    return is_watching(user, artifact)


@register.simple_tag
def may_watch(user) -> bool:
    return user.has_perm(MAY_WATCH)
