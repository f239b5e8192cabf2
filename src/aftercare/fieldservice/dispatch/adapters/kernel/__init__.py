"""Ruin and recreate, compiled: strings of neighbouring visits leave a plan and are put back.

After Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020), with technicians who all
differ. Importing anything below this package loads numba; only the worker and the bench do so.

day      what is known and never changes while planning, as arrays
shared   how what all need is handed on
routes   the plan being changed: sequences, and the earliest and latest times along them
places   where a visit fits, and what it would cost
pairs    visits that hang together
ruin     what is taken out
recreate in which order, and where, it is put back
anneal   whether the result is kept
"""
