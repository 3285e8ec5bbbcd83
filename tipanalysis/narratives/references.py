"""How a sentence opens that speaks of figures given before it."""

from __future__ import annotations

import re

OF_THE_COUNTED = re.compile(
    r"(?:Of|Among) the (?:total |\d+ )?(?:identified )?(?:victims|cases|investigations|"
    r"prosecutions|convictions|suspects|defendants|traffickers)\b"
)
OF_THE_N = re.compile(r"(?:Of|Among) (?:the|these|those) [\w,-]+(?: [\w-]+){0,2}")

#: "For labor trafficking, police ...": of what the next sentences speak.
TOPIC = re.compile(
    r"(?:For|On|Regarding|Concerning|With regard to) (?P<what>(?:sex|labor) trafficking|"
    r"forced labor)\b"
)

#: "The investigations involved 15 suspects": the acts counted before, once more by persons.
OF_THE_SAME = re.compile(
    r"(?:The|These|Those|Within (?:the|these|those)) (?:trafficking )?(?:investigations|"
    r"prosecutions|convictions) (?:involved|were)\b"
)
#: "During the previous timeframe, the government reported ...": of all that was given just before.
LOOKING_BACK = re.compile(
    r"(?:In|During) the (?:previous|prior|last|preceding)\b|(?:For|In|By) comparison\b"
)

BACKWARD = re.compile(
    r"(?:This|These|That|Of|Among|In|By|During|It|Compared|For|Last|The (?:previous|prior))\b"
)

#: "These efforts compared to 13 prosecutions": of all that the section gave.
SUMMING = re.compile(
    r"(?:(?:These|Those|This|The|Such|Overall|All|Law enforcement|Its?) )?(?:\w+ ){0,3}?"
    r"(?:efforts?|statistics|figures|numbers|data|results|totals|demonstrate\w*|represent\w*)\b"
    r"[^.;]{0,80}?\b(?:compar|on par|increase|decrease|decline)",
    re.IGNORECASE,
)

#: "prosecuted 16 and convicted nine, compared with 12 and eight in 2016"
TWO_AND_TWO = re.compile(
    r"\bcompared (?:with|to) [\w,]+ and [\w,]+(?:,? (?:in 20\d\d|(?:in |during )?the (?:previous|"
    r"prior))\b)|"
    r"\([\w,]+ and [\w,]+,? in 20\d\d\)"
)

#: "did not include bonded labor, but did separately report 12 investigations"
SEPARATELY = re.compile(r"(?P<what>[^;.]*)\bseparately report(?:ed|ing)?\b[^;.]*$", re.IGNORECASE)

#: "14 under article 12": which article a part is counted under.
UNDER_ARTICLE = re.compile(r"[\w,]+ under (?P<statute>(?:article|section) \d[\w.-]*)")

ANAPHORIC = re.compile(
    r"(?:Of|Among|In)\s+(?:these|those|the|them|this|that)\b|The (?:\d|(?:one|two|three|four|five|"
    r"six|seven|eight|nine|\w+teen|\w+ty)\b)|(?:The (?:identified )?victims|Victims) "
    r"(?:included|were)\b|These\b|They\b|This\b|All\b"
)
