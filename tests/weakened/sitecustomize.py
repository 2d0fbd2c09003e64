"""Loaded by every Python that has this folder on its path: it works without some defences.

KJR_WITHOUT names the stand-ins to use, and child processes inherit it: the app that a browser test
starts, and the processes that open workbooks, lack the same defences as the test itself.
"""

import os
import sys
from collections import defaultdict
from importlib.machinery import PathFinder
from operator import attrgetter


class Weakener:
    """Finds modules as ever, and puts the stand-ins into each as soon as it is loaded."""

    def __init__(self, stand_ins):
        self.places = defaultdict(list)
        for make in stand_ins:
            for target in make.targets:
                module, _, place = target.partition(":")
                self.places[module].append((place, make))

    def find_spec(self, name, path=None, target=None):
        places = self.places.get(name)
        found = PathFinder.find_spec(name, path, target) if places else None
        if found:
            run = found.loader.exec_module

            def run_and_weaken(module):
                run(module)
                for place, make in places:
                    owner, _, attribute = place.rpartition(".")
                    inside = attrgetter(owner)(module) if owner else module
                    setattr(inside, attribute, make(getattr(inside, attribute)))

            found.loader.exec_module = run_and_weaken
        return found


if names := os.environ.get("KJR_WITHOUT"):
    from stand_ins import STAND_INS

    known = {make.__name__: make for make in STAND_INS}
    sys.meta_path.insert(0, Weakener(known[name] for name in names.split()))
