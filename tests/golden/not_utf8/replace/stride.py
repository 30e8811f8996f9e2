# ÇÕ¼º°ö
import numpy
