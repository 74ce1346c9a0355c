-- Search finds what was written a moment ago in the index itself, not in a list beside it that grows until somebody tidies up and that makes
-- the index look dear meanwhile. Findings and targets are written seldom and read often.
ALTER INDEX "findings_risks" SET (fastupdate = off);
ALTER INDEX "findings_title_grams" SET (fastupdate = off);
ALTER INDEX "findings_words" SET (fastupdate = off);
ALTER INDEX "targets_tags" SET (fastupdate = off);
ALTER INDEX "targets_grams" SET (fastupdate = off);
