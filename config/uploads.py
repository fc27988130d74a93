"""What comes in as a file: none larger than any form takes."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 21_000_000  # bytes; forms say less and say it to people


class AtMost(FileUploadHandler):
    """Leaves out a file that grows too large, before it fills the disk; its form then says that it is missing."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > LARGEST:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None
