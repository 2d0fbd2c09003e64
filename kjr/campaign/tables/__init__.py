"""From the tables of a campaign's files to the campaign, and what is wrong with their keys."""
