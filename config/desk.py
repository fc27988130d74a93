"""What a desk (this machine only, http) needs of its own: a secret that is made once and kept."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Return the key kept in `folder`, making folder and key at the first call; only this account can read it."""
    path = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = folder / f"secret-key.{os.getpid()}"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)  # of two first starts at once, one wins and both read the same key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
