"""kjr: what a city did for 全国科技工作者日, read, added up, shown and printed."""
