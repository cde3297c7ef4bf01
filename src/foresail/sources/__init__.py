"""Exports of other systems, read into the words of the canonical model.

The way of a load (`loads`, `staging`):

1. `loads.plan.plan_loads(paths)` groups files into loads: which system, taken when.
2. `loads.survey.survey(files, work=…, source=…, confirmed=…)` reads them and says which table each is, which column
   is what and how sure that is, what has to be asked (`Survey.confirmation()`), what is ignored and what is missing.
3. `loads.mapping` keeps the decisions in `<workspace>/mappings/<source>.toml`.
4. `staging.stage.stage(survey, folder, Options(…), keep=landing.keep)` writes `<table>.parquet` and
   `quarantine.parquet`, and gives the manifest for `Landing.record`.
"""
