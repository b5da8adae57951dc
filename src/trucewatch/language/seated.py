"""How officials are named by where they sit: in a capital, at the United Nations for a state."""

from __future__ import annotations

import re

SENT_TO = re.compile(r"['’]s (?:permanent |acting )?(?:U\.?N\.?|N(?:ATO|ato)|EU) (?:ambassador|envoy|representative)\b")
SEATED = re.compile(
    r"(?:the\s+|local\s+)?(?:authorities|officials|police|leaders|government|health officials"
    r"|(?:an?|the|one|two|another)\s+(?:senior\s+|government\s+|foreign\s+ministry\s+)*(?:spokes(?:man|woman|person)|officials?)"
    r"|(?:\w+\s+)?(?:ministry|staff|army|military|command|cabinet|parliament))\s+in\b"
    r"|(?:\w+\s+){0,2}(?:sources?|officials?|diplomats?|insiders?)\s+(?:in|inside|within|from)\s+the\s+(?=[A-Z])",
    re.I,
)
