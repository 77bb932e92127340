"""Refusing what a program asks for: a sentence in plain text."""

from django.http import HttpResponse


def refusal(sentence: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
