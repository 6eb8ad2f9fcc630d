# Under which names the site is served.
. tests/cli/lib.sh
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
serve data --host waymark.example.org --host=w.example

# ask NAME: the status of the home page under that name, into out.
ask() {
    node -e 'require("http").get({ port: process.argv[1], headers: { Host: process.argv[2] } }, (answer) =>
        { console.log(answer.statusCode); answer.resume(); })' "$(cat port)" "$1" >out 2>err
    ran="a request for $1" status=$?
}

claim 'it answers to every name it was given, and to addresses'
for name in waymark.example.org W.example:8443 localhost 127.0.0.1 '[::1]:8080'; do
    ask "$name"
    expect_out '^200$'
done

claim 'it does not answer to another'
for name in evil.example waymark.example.org.evil.example; do
    ask "$name"
    expect_out '^421$'
done

claim 'what is no proxy is told so'
run serve --proxy localhost
expect_exit 2
expect_err 'is no address: write it as 127.0.0.1'

claim 'what is no name is told so'
run serve --host https://waymark.example.org
expect_exit 2
expect_err 'is no name: write it as waymark.example.org'
