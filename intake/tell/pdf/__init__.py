"""The provider's document, drawn with ReportLab: the only place that imports it."""
