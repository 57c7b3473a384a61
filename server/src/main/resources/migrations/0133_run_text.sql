-- SPDX-License-Identifier: Apache-2.0
-- Words of runs are found by an index: without it a search reads the previews of every run in its range.
ALTER TABLE ${database}.runs ADD INDEX IF NOT EXISTS text_index lower(concat(name, ' ', input_preview, ' ', output_preview))
  TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking');

ALTER TABLE ${database}.runs MATERIALIZE INDEX text_index;
