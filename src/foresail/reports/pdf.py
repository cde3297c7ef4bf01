"""The HTML report as PDF, printed by a Chromium of this machine without network."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
SECONDS = 120


def to_pdf(html: str, out: Path) -> None:
    """Print HTML to a PDF file.

    Raises
    ------
    NotFound
        If there is no Chromium on this machine, or it wrote nothing.
    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise NotFound(
            Text(en="PDF needs a Chromium, and there is none.", zh="生成 PDF 需要 Chromium，但本机没有。"),
            next_step=Text(
                en="Install Chromium, or take HTML and print it.", zh="请安装 Chromium，或导出 HTML 后自行打印。"
            ),
        )
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf-8")
        subprocess.run(  # noqa: S603 - a fixed list of flags and our own file
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
                f"--print-to-pdf={made}", page.as_uri(),
            ],
            check=False,
            capture_output=True,
            timeout=SECONDS,
        )  # fmt: skip
        if not made.exists():
            raise NotFound(Text(en="The browser wrote no PDF.", zh="浏览器未能生成 PDF。"), where=browser)
        shutil.copyfile(made, out)
