"""From the Report's own text to coded tables: fetch, read, code, compare, and show the words."""
