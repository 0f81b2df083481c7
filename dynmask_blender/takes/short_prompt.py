"""A sentence without who moves, for rows that have room for a few words only."""

import re

WHO = re.compile(
    r"(?:(?:an?|the|this|one) (?:person|human|man|woman|figure|character|body|guy)|some(?:one|body)|he|she)"
    r"(?: is)?\s+(?=\S)",
    re.IGNORECASE,
)


def short(prompt):
    """'a person waves' → 'waves'; what begins otherwise, or says nothing more, stays."""
    prompt = prompt.strip()
    found = WHO.match(prompt)
    return prompt[found.end() :] if found else prompt
