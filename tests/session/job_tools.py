"""What the tests of jobs hear of one."""

import threading

from cnnviz.session.jobs.jobs import Job


class Told(list):
    """What is called back, in order, with the thread that it was called in."""

    def job(self, work, **more):
        return Job("open a.png", work, self.by("done"), self.by("failed"), self.by("cancelled"), **more)

    def by(self, name):
        return lambda *given: self.append((name, *given, threading.current_thread()))

    @property
    def words(self):
        return [each[:-1] for each in self]
