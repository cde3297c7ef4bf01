"""The engine on a real standalone cluster of two workers gives what it gives here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foresail.warehouse.spark_forecast import bucket_of, forecast_by_bucket, forecast_on_spark

SOURCE = Path(__file__).parents[3]


def many(series: int = 40, months: int = 40) -> pl.DataFrame:
    """Monthly series of unlike size, season and growth; some begin late."""
    rng = np.random.default_rng(0)
    rows = []
    for i in range(series):
        first = int(rng.integers(0, 12)) if i % 5 == 0 else 0
        wave = 1 + 0.3 * np.sin(2 * np.pi * (np.arange(months) + i) / 12)
        y = rng.lognormal(4, 1) * 1.01 ** np.arange(months) * wave * rng.lognormal(0, 0.1, months)
        rows += [(f"系列{i}", date(2020 + k // 12, k % 12 + 1, 1), float(y[k])) for k in range(first, months)]
    return pl.DataFrame(rows, schema=["unique_id", "ds", "y"], orient="row")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and two workers of one core on loopback; gives the address."""
    pyspark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    home = Path(pyspark.__file__).parent
    folder = tmp_path_factory.mktemp("cluster")
    path = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    more = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": path,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
    }
    with ExitStack() as stack:

        def start(name: str, *words: str) -> Path:
            log = folder / f"{name}.log"
            out = stack.enter_context(log.open("w"))
            command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{words[0]}", *words[1:]]
            process = subprocess.Popen(command, env={**os.environ, **more}, stdout=out, stderr=subprocess.STDOUT)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
            return log

        loopback = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        address = said(start("master", "master.Master", *loopback), r"(spark://127\.0\.0\.1:\d+)")
        size = ("--cores", "1", "--memory", "1g")
        logs = [start(n, "worker.Worker", *loopback, *size, "--work-dir", str(folder / n), address) for n in "12"]
        for log in logs:
            said(log, r"(Successfully registered with master)")
        yield address


def said(log: Path, words: str) -> str:
    """Wait until a process has said something."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        found = re.search(words, log.read_text(errors="replace"))
        if found:
            return found.group(1)
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


@pytest.mark.nightly
@pytest.mark.spark
@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore")
def test_two_workers_give_what_one_machine_gives(cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # the workers run what the driver names
    builder = SparkSession.builder.master(cluster).appName("foresail-forecast")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.executor.memory": "700m",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")]),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.adaptive.enabled": "false",
        "spark.local.dir": str(tmp_path),
        "spark.log.level": "ERROR",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    frame = many()
    frame.write_parquet(tmp_path / "in.parquet")
    session = builder.getOrCreate()
    try:
        there = session.read.parquet(str(tmp_path / "in.parquet")).repartition(7)
        forecast_on_spark(there, 6, buckets=4).write.parquet(str(tmp_path / "out"))
        executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
        buckets = there.select(f.pmod(f.crc32(f.encode("unique_id", "utf-8")), f.lit(4)).alias("b"), "unique_id")
        same = {r["unique_id"]: r["b"] for r in buckets.distinct().collect()}
    finally:
        session.stop()
    assert executors == 3, "two workers and the driver"
    assert all(bucket_of(name, 4) == b for name, b in same.items())
    made = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("unique_id", "ds")
    here = forecast_by_bucket(frame, 6, buckets=4)
    assert made.select("unique_id", "ds").equals(here.select("unique_id", "ds"))
    for column in here.columns[2:]:
        assert np.allclose(made[column].to_numpy(), here[column].to_numpy(), rtol=1e-9, atol=1e-9), column


def test_buckets_hold_whole_series_and_the_order_of_rows_does_not_matter() -> None:
    frame = many(8, 30)
    one = forecast_by_bucket(frame, 2, levels=(80,), buckets=3)
    mixed = forecast_by_bucket(frame.sample(fraction=1.0, shuffle=True, seed=1), 2, levels=(80,), buckets=3)
    assert one.height == 16
    assert one.equals(mixed)
    assert {bucket_of(n, 3) for n in frame["unique_id"].unique()} <= {0, 1, 2}
