"""Finding words in a course: what is asked, how the database answers, where the words are marked."""
