"""Static files: Django's are named by content; Vite's already are, so they keep their names."""

import re

from whitenoise.storage import CompressedManifestStaticFilesStorage

VITE = "app/"


class ViteStaticStorage(CompressedManifestStaticFilesStorage):
    """Hash and compress every static file, but only compress what Vite built: two names would load a module twice."""

    def post_process(self, paths, dry_run=False, **options):
        built = [name for name in paths if name.startswith(VITE)]
        ours = {name: path for name, path in paths.items() if not name.startswith(VITE)}
        yield from super().post_process(ours, dry_run=dry_run, **options)
        if not dry_run:
            for name, compressed in self.compress_files(built):
                yield name, compressed, True

    def url(self, name, force=False):
        return f"{self.base_url}{name}" if name.startswith(VITE) else super().url(name, force)


def is_immutable(path: str, url: str) -> bool:
    """Tell WhiteNoise which addresses never change their content: names with a hash in them."""
    return bool(re.search(r"/app/assets/[^/]+-[\w-]{8}\.\w+$|\.[0-9a-f]{12}\.\w+$", url))
