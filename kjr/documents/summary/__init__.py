"""The summary (活动总结) as blocks, part by part."""
