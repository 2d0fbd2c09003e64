"""今日: the office's working day on one screen."""
