"""Legal forms of companies in Latin letters, and words that mean nothing in a name."""

from __future__ import annotations

_REGISTERED = """
ltd limited inc incorporated corp corporation llc llp plc gmbh ag kg se sa sas sarl spa srl bv nv oy ab as aps kk
pte pty sdn bhd jsc ooo gongsi
"""

_OTHERS = """
co company lp mbh kgaa ohg ug ek ev sasu sl slu sapi cv vof oyj asa kft zrt doo sro spzoo zoo yk proprietary pt tbk
pjsc private pvt public the and und et y e of in china prc
"""

REGISTERED = frozenset(_REGISTERED.split())
"""A name that has one of these is the name in a register."""

FORMS = (REGISTERED - {"gongsi"}) | frozenset(_OTHERS.split())
"""Left aside when names are compared."""
