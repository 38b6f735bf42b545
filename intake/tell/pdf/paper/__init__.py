"""Paper: pages to draw on, blocks to measure, and what stands on every page; the only place that knows ReportLab."""
