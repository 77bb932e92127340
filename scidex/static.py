"""Static files that browsers may keep for good: named with their hash, in the imports of JavaScript modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
