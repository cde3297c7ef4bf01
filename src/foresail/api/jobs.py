"""Long work of the server, each in a process of its own: watched, cancelled, and unable to take the server down."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from foresail.kernel.problem import Busy, LimitExceeded, NotFound
from foresail.kernel.text import Text

KEPT = 50
ALONE = {"load", "build"}


@dataclass
class Job:
    """One piece of long work."""

    id: str
    kind: str
    by: str
    state: Literal["running", "done", "failed", "cancelled"] = "running"
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    result: Any = None
    problem: dict[str, Any] | None = None

    def shown(self) -> dict[str, Any]:
        """The job as clients see it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "steps": list(self.steps.values()),
            "result": self.result,
            "problem": self.problem,
        }


class Jobs:
    """The jobs of one server. Loading and building take turns; a second build is refused with who builds."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._jobs: dict[str, Job] = {}
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._followers: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    def start(self, kind: str, arguments: dict[str, Any], by: str) -> Job:
        """Start a job.

        Raises
        ------
        Busy
            If a load or build of this server is still running.
        """
        with self._lock:
            busy = (j for j in self._jobs.values() if j.state == "running" and j.kind in ALONE)
            running = next(busy, None) if kind in ALONE else None
            if running is not None:
                raise Busy(
                    Text(
                        en=f"A {running.kind} is running, started by {running.by}.",
                        zh=f"{running.by} 启动的任务正在运行。",
                    ),
                    next_step=Text(en="Wait for it, or cancel it.", zh="请等待其完成，或先取消。"),
                    details={"job": running.id},
                )
            job = Job(id=uuid.uuid4().hex, kind=kind, by=by)
            self._jobs[job.id] = job
            for old in [j.id for j in self._jobs.values() if j.state != "running"][:-KEPT]:
                del self._jobs[old], self._followers[old]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, arguments go by standard input
            [sys.executable, "-m", "foresail.api.worker", kind, str(self._workspace)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._processes[job.id] = process
        follower = threading.Thread(target=self._follow, args=(job, process, arguments), daemon=True)
        self._followers[job.id] = follower
        follower.start()
        return job

    def _follow(self, job: Job, process: subprocess.Popen[str], arguments: dict[str, Any]) -> None:
        assert process.stdin is not None  # noqa: S101 - opened as pipes above
        assert process.stdout is not None  # noqa: S101
        assert process.stderr is not None  # noqa: S101
        with process:
            try:
                process.stdin.write(json.dumps(arguments, default=str))
                process.stdin.close()
            except BrokenPipeError:
                pass  # it ended before it read: its exit says why
            for line in process.stdout:
                self._hear(job, json.loads(line))
            errors = process.stderr.read()
            code = process.wait()
        if job.state == "running":
            job.state = "failed" if code else "done"
            if code:
                job.problem = {
                    "code": "problem",
                    "detail": errors.strip().splitlines()[-1] if errors.strip() else str(code),
                }
        self._processes.pop(job.id, None)

    @staticmethod
    def _hear(job: Job, said: dict[str, Any]) -> None:
        if "step" in said:
            job.steps[said["step"]] = said
        elif "result" in said:
            job.result, job.state = said["result"], "done"
        elif "problem" in said:
            job.problem = said["problem"]
            job.state = "cancelled" if said["problem"].get("code") == "cancelled" else "failed"

    def get(self, job_id: str) -> Job:
        """A job by id (NotFound if there is none)."""
        if job_id not in self._jobs:
            raise NotFound(Text(en="There is no such job.", zh="没有这个任务。"), where=job_id)
        return self._jobs[job_id]

    def finish(self, job: Job, seconds: float) -> Job:
        """Wait for a short job.

        Raises
        ------
        LimitExceeded
            If it takes longer than `seconds`; it is then ended.
        """
        process = self._processes.get(job.id)
        if process is not None:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.cancel(job.id)
                raise LimitExceeded(
                    Text(en=f"It took longer than {seconds:.0f} seconds.", zh=f"耗时超过 {seconds:.0f} 秒。"),
                    next_step=Text(en="Give fewer or smaller files at a time.", zh="请一次提供更少或更小的文件。"),
                ) from None
        self._followers[job.id].join(seconds)
        return job

    def running(self) -> list[Job]:
        """What is under way."""
        return [job for job in self._jobs.values() if job.state == "running"]

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop at its next step; nothing half-done is published."""
        job = self.get(job_id)
        process = self._processes.get(job_id)
        if process is not None and job.state == "running":
            process.terminate()
            job.state = "cancelled"
        return job

    def close(self) -> None:
        """End what is running: the server stops."""
        for process in list(self._processes.values()):
            process.terminate()
