# Councils' colours in the data folder: what is good is offered, what is not is
# told when the program starts.
. tests/cli/lib.sh

mkdir -p data/brands
cat >data/brands/harrow-vale.css <<'END'
/* Harrow Vale */
:root {
  --govuk-brand-colour: #004499;
}
END
cat >data/brands/pale.css <<'END'
/* Pale */
:root {
  --govuk-brand-colour: #004499;
  --govuk-link-colour: #888888;
}
END
printf ':root { background: url(//elsewhere.invalid/x) }\n' >data/brands/loud.css

serve data

claim 'a council’s sheet is offered by its name, and its colours are served'
get /patterns/component/button
expect_exit 200
expect_out '>Harrow Vale<'
get '/patterns/component/button/default/?brand=harrow-vale'
expect_exit 200
expect_out '/patterns/brands/harrow-vale.css'
get /patterns/brands/harrow-vale.css
expect_exit 200
expect_out 'govuk-brand-colour: #004499;'
expect_out 'govuk-focus-colour: #'

claim 'colours that cannot be told apart are refused by file and line, with the contrast'
cp served out
expect_out 'brands/pale.css:4: --govuk-link-colour #888888 .* 3.54 to 1'
get /patterns/brands/pale.css
expect_exit 404

claim 'a sheet of anything else is refused likewise, and never served'
cp served out
expect_out 'brands/loud.css:1: .*no colour'
get /patterns/brands/loud.css
expect_exit 404
