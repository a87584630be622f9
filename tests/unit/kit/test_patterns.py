import re

import pytest

from vatra.kit import patterns


@pytest.mark.parametrize(
    "pattern",
    [
        r"[A-Z]{2}\d{3,6}",
        r"\w+",
        r"(?:ab|cd)*",
        r"(a|b)c?",
        r"[^\d\]\\-]",
        r"\+40[0-9]{9}",
        r"[ăâîșț]+",
        r"(?:[a-z]+-)?[a-z]+",
        r"a/b",
        "",
    ],
)
def test_allowed_patterns_compile(pattern):
    assert patterns.fault(pattern) is None
    assert re.compile(pattern, re.ASCII)


@pytest.mark.parametrize(
    "pattern",
    [
        "a.c", "^a", "a$", r"\s", r"\bword", r"(?=a)", r"(?!a)", r"(?<=a)b", r"(a)\1", r"\p{L}", "a+?", "a*+",
        "(?P<n>a)", "a{,3}", "*a", "|*", "(a", "a)", r"[a\s]", "[]", r"\-", "a**",
    ],
)  # fmt: skip
def test_patterns_that_mean_something_else_in_javascript_are_refused(pattern):
    assert patterns.fault(pattern) is not None


@pytest.mark.parametrize("pattern", ["(a+)+", "(?:[a-z]*b)*", "((a|b)+c)+", "(a{2,})*"])
def test_a_repeat_inside_a_repeat_without_bounds_is_refused(pattern):
    assert "unbounded" in patterns.fault(pattern)


def test_a_bounded_repeat_of_a_repeat_is_allowed():
    assert patterns.fault("(a+){2}") is None
