"""Which language a short message is written in.

>>> detector().detect("موعد Termin").language
'ar'
"""

from nlu.language.detection import RECOGNISED, Detection, LanguageDetector
from nlu.language.detectors import detector
from nlu.language.prior import conversation_prior

__all__ = ["RECOGNISED", "Detection", "LanguageDetector", "conversation_prior", "detector"]
