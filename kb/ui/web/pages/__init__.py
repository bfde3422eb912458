"""What is on each page? A module a page: from the library's answer to the values of its template."""
