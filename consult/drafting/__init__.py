"""The desk where projects are drafted: sheets, the voices they come from, the steps of a life."""

__all__: list[str] = []
