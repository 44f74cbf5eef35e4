# dev.d/rules.sh
# ./dev rules: write docs/rules.md from the last whole run of the tests
exec python3 tools/rules.py
