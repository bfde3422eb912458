"""The hall: what the library combines from several rooms, a module a purpose. The only place that knows more than one room."""
