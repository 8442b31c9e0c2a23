#include "catch.h"

#include "gateway/clients/formats/edit.h"

using namespace gateway;
using namespace gateway::clients;

namespace {

Edit set(Path path, Json value) { return {std::move(path), std::move(value)}; }
Edit remove(Path path) { return {std::move(path), std::nullopt}; }

struct Row {
    const char* name;
    Format format;
    std::string before;
    std::vector<Edit> edits;
    std::string after;
};

void check(const Row& row)
{
    CAPTURE(row.name, row.before);
    const auto made = editText(row.format, row.before, row.edits);
    if (!made)
        FAIL_CHECK(made.error().text());
    else
        CHECK(*made == row.after);
}

const Path kBase{{"env"}, {"ANTHROPIC_BASE_URL"}};
constexpr auto kHere = "http://localhost:8080";
const Path kModel{{"models"}, {"name", "Signalbox"}};
const Json kModelValue{{"name", "Signalbox"}, {"apiBase", "http://localhost:8080/v1"}, {"roles", {"chat", "edit"}}};

} // namespace

TEST_CASE("edits JSON with comments in place")
{
    const std::vector<Row> rows{
        {"nothing there", Format::Json, "", {set(kBase, kHere)}, "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://localhost:8080\"\n  }\n}\n"},
        {"blanks only", Format::Json, "\n", {set({{"a"}}, 1)}, "\n{\n  \"a\": 1\n}\n"},
        {"an empty object", Format::Json, "{}\n", {set({{"a"}}, 1)}, "{\n  \"a\": 1\n}\n"},
        {"an empty object with a comment", Format::Json, "{\n  // mine\n}\n", {set({{"a"}}, 1)}, "{\n  // mine\n  \"a\": 1\n}\n"},
        {"a value is replaced, its comment stays", Format::Json, "{ \"a\": 1, /* one */ \"b\": \"x\" // two\n}", {set({{"b"}}, "y")},
            "{ \"a\": 1, /* one */ \"b\": \"y\" // two\n}"},
        {"after the last, with its comment", Format::Json, "{\n    \"a\": 1 // one\n}\n", {set({{"b"}}, true)}, "{\n    \"a\": 1, // one\n    \"b\": true\n}\n"},
        {"a comma at the end stays the style", Format::Json, "{\n\t\"a\": 1, // one\n}\n", {set({{"b"}}, 2)}, "{\n\t\"a\": 1, // one\n\t\"b\": 2,\n}\n"},
        {"tabs and CRLF", Format::Json, "{\r\n\t\"env\": {\r\n\t\t\"X\": \"1\"\r\n\t}\r\n}\r\n", {set(kBase, kHere)},
            "{\r\n\t\"env\": {\r\n\t\t\"X\": \"1\",\r\n\t\t\"ANTHROPIC_BASE_URL\": \"http://localhost:8080\"\r\n\t}\r\n}\r\n"},
        {"a byte order mark, no line at the end", Format::Json, "\xEF\xBB\xBF{\n  \"a\": 1\n}", {set({{"a"}}, 2)}, "\xEF\xBB\xBF{\n  \"a\": 2\n}"},
        {"one line", Format::Json, R"({"a": {"b": 1}})", {set({{"a"}, {"c"}}, "d")}, R"({"a": {"b": 1, "c": "d"}})"},
        {"a string that looks like a comment", Format::Json, "{\n  \"a\": \"http://x, }/*\",\n  \"b\": 1\n}\n", {set({{"b"}}, 2)},
            "{\n  \"a\": \"http://x, }/*\",\n  \"b\": 2\n}\n"},
        {"null becomes an object", Format::Json, "{\n  \"env\": null\n}\n", {set(kBase, kHere)},
            "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://localhost:8080\"\n  }\n}\n"},
        {"a list at the top of an empty file", Format::Json, "", {set({{"name", "S"}}, {{"x", 1}})}, "[\n  {\n    \"name\": \"S\",\n    \"x\": 1\n  }\n]\n"},
        {"an item is added", Format::Json, "[\n  {\n    \"name\": \"Mine\"\n  }\n]\n", {set({{"name", "S"}, {"x"}}, 1)},
            "[\n  {\n    \"name\": \"Mine\"\n  },\n  {\n    \"name\": \"S\",\n    \"x\": 1\n  }\n]\n"},
        {"a field of an item is changed", Format::Json, "[\n  { \"name\": \"S\", \"x\": 0 }\n]\n", {set({{"name", "S"}, {"x"}}, 1)}, "[\n  { \"name\": \"S\", \"x\": 1 }\n]\n"},
        {"the last one is removed with its neighbour's comma", Format::Json, "{\n  \"a\": 1, // one\n  \"b\": 2 // two\n}\n", {remove({{"b"}})}, "{\n  \"a\": 1 // one\n}\n"},
        {"the last one is removed where commas end lines", Format::Json, "{\n  \"a\": 1,\n  \"b\": 2,\n}\n", {remove({{"b"}})}, "{\n  \"a\": 1,\n}\n"},
        {"the first one is removed", Format::Json, "{\n  // of a\n  \"a\": {\n    \"x\": 1\n  }, // a\n  // of b\n  \"b\": 2\n}\n", {remove({{"a"}})},
            "{\n  // of a\n  // of b\n  \"b\": 2\n}\n"},
        {"in one line", Format::Json, R"({ "a": 1, "b": 2, "c": 3 })", {remove({{"c"}}), remove({{"a"}})}, R"({ "b": 2 })"},
        {"the only one", Format::Json, R"({"a":1})", {remove({{"a"}})}, "{}"},
        {"an item is removed", Format::Json, "[\n  {\"name\": \"a\"},\n  {\"name\": \"S\"}\n]", {remove({{"name", "S"}})}, "[\n  {\"name\": \"a\"}\n]"},
        {"an existing value stays byte for byte", Format::Json, "{ \"a\" : 1 ,}", {set({{"a"}}, 1), remove({{"b"}, {"c"}})}, "{ \"a\" : 1 ,}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("edits TOML in place")
{
    const Path provider{{"model_providers"}, {"signalbox"}};
    const Path url{{"model_providers"}, {"signalbox"}, {"base_url"}};
    const std::vector<Row> rows{
        {"nothing there", Format::Toml, "", {set({{"model_provider"}}, "signalbox"), set(url, "u"), set({{"model_providers"}, {"signalbox"}, {"name"}}, "n")},
            "model_provider = \"signalbox\"\n\n[model_providers.signalbox]\nbase_url = \"u\"\nname = \"n\"\n"},
        {"after top-level keys", Format::Toml, "# mine\nmodel = \"gpt-5\" # good\n\n[tools]\nweb = true\n", {set({{"model_provider"}}, "signalbox")},
            "# mine\nmodel = \"gpt-5\" # good\nmodel_provider = \"signalbox\"\n\n[tools]\nweb = true\n"},
        {"before the first table", Format::Toml, "[tools] # t\nweb = true\n", {set({{"model"}}, "m")}, "model = \"m\"\n\n[tools] # t\nweb = true\n"},
        {"after the comment at the top", Format::Toml, "# Codex\n# settings\n\n[tools]\nweb = true\n", {set({{"model"}}, "m")},
            "# Codex\n# settings\n\nmodel = \"m\"\n\n[tools]\nweb = true\n"},
        {"a value is replaced, its comment stays", Format::Toml, "model = 'gpt-5' # good\n[a]\nmodel = 1\n", {set({{"model"}}, "m")}, "model = \"m\" # good\n[a]\nmodel = 1\n"},
        {"after multi-byte characters", Format::Toml, "x = { \"\xC3\xA4\xE4\xBD\xA0\" = \"\xC3\xBC\", b = 1 } # \xC3\xA4\n", {set({{"x"}, {"b"}}, 2)},
            "x = { \"\xC3\xA4\xE4\xBD\xA0\" = \"\xC3\xBC\", b = 2 } # \xC3\xA4\n"},
        {"over several lines", Format::Toml, "a = \"\"\"\n[model_providers.signalbox]\n\"\"\"\nb = [\n  1, # one\n  2,\n]\nc = 1\n", {set({{"b"}}, "x"), set({{"d"}}, 1)},
            "a = \"\"\"\n[model_providers.signalbox]\n\"\"\"\nb = \"x\"\nc = 1\nd = 1\n"},
        {"into an existing table", Format::Toml, "[model_providers.signalbox]\nname = \"S\" # n\n# end\n\n[z]\ny = 1\n", {set(url, "u")},
            "[model_providers.signalbox]\nname = \"S\" # n\nbase_url = \"u\"\n# end\n\n[z]\ny = 1\n"},
        {"into an empty one", Format::Toml, "[model_providers.signalbox]\n[z]\ny = 1\n", {set(url, "u")}, "[model_providers.signalbox]\nbase_url = \"u\"\n[z]\ny = 1\n"},
        {"next to another table", Format::Toml, "[model_providers.mine]\nname = \"M\"", {set(url, "u")}, "[model_providers.mine]\nname = \"M\"\n\n[model_providers.signalbox]\nbase_url = \"u\""},
        {"CRLF", Format::Toml, "a = 1\r\n[b]\r\nc = 2\r\n", {set({{"a"}}, 2), set({{"b"}, {"d"}}, 3), set(url, "u")},
            "a = 2\r\n[b]\r\nc = 2\r\nd = 3\r\n\r\n[model_providers.signalbox]\r\nbase_url = \"u\"\r\n"},
        {"a byte order mark", Format::Toml, "\xEF\xBB\xBF" "a = 1\n", {set({{"a"}}, 2)}, "\xEF\xBB\xBF" "a = 2\n"},
        {"a value is removed", Format::Toml, "a = 1 # one\nb = [\n 1,\n]\nc = 3\n", {remove({{"b"}}), remove({{"a"}})}, "c = 3\n"},
        {"a table is removed with its subtables", Format::Toml, "[model_providers.signalbox]\nname = \"S\"\n\n[model_providers.signalbox.q]\na = 1\n\n# of z\n[z]\ny = 1\n", {remove(provider)},
            "# of z\n[z]\ny = 1\n"},
        {"lists of tables stay", Format::Toml, "[[p]]\na = 1\n[[p]]\na = 2\n", {set(url, "u"), remove(provider)}, "[[p]]\na = 1\n[[p]]\na = 2\n"},
        {"a name that needs quotes", Format::Toml, "", {set({{"a b"}, {"c.d"}}, 1)}, "[\"a b\"]\n\"c.d\" = 1\n"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("edits YAML in place")
{
    const std::string model = "name: Signalbox\n    apiBase: http://localhost:8080/v1\n    roles:\n      - chat\n      - edit\n";
    const std::vector<Row> rows{
        {"nothing there", Format::Yaml, "", {set({{"openai-api-base"}}, "http://localhost:8080/v1")}, "openai-api-base: http://localhost:8080/v1\n"},
        {"comments only", Format::Yaml, "# mine\n", {set({{"a"}}, "b")}, "# mine\na: b\n"},
        {"a list in an empty file", Format::Yaml, "", {set(kModel, kModelValue)}, "models:\n  - " + model},
        {"a value is replaced, its comment stays", Format::Yaml, "model: gpt-4o # good\ndark: true\n", {set({{"model"}}, "openai/x")}, "model: openai/x # good\ndark: true\n"},
        {"a quoted one", Format::Yaml, "a: 'it''s # 1' # c\n\"b\": \"x\\\"\"\n", {set({{"a"}}, "1"), set({{"b"}}, true)}, "a: \"1\" # c\n\"b\": true\n"},
        {"nothing after the colon", Format::Yaml, "a: # c\nb:\n", {set({{"a"}}, "x"), set({{"b"}}, "z")}, "a: x # c\nb: z\n"},
        {"a null", Format::Yaml, "a: ~\nb: null # c\n", {set({{"a"}}, 1), set({{"b"}}, 2)}, "a: 1\nb: 2 # c\n"},
        {"at the end, before comments", Format::Yaml, "a: 1\nb:\n  - x\n\n# end\n", {set({{"c"}}, "d")}, "a: 1\nb:\n  - x\nc: d\n\n# end\n"},
        {"no line at the end", Format::Yaml, "a: 1", {set({{"b"}}, 2)}, "a: 1\nb: 2"},
        {"CRLF", Format::Yaml, "a: 1\r\nm:\r\n  b: x\r\n", {set({{"a"}}, 2), set({{"m"}, {"c"}}, "z"), set({{"d"}}, 3)}, "a: 2\r\nm:\r\n  b: x\r\n  c: z\r\nd: 3\r\n"},
        {"a byte order mark", Format::Yaml, "\xEF\xBB\xBF" "a: 1\n", {set({{"a"}}, 2), set({{"b"}}, 1)}, "\xEF\xBB\xBF" "a: 2\nb: 1\n"},
        {"letters of two bytes", Format::Yaml, "a: \"\xC3\xA4\xE4\xBD\xA0\" # \xC3\xBC\n\xC3\xA4: 1 # x\nb: 1\n", {set({{"b"}}, 2), set({{"\xC3\xA4"}}, 3)},
            "a: \"\xC3\xA4\xE4\xBD\xA0\" # \xC3\xBC\n\xC3\xA4: 3 # x\nb: 2\n"},
        {"an item is added", Format::Yaml, "models:\n  - name: Mine\n    model: x # m\n  # last\nrules: []\n", {set(kModel, kModelValue)},
            "models:\n  - name: Mine\n    model: x # m\n  - " + model + "  # last\nrules: []\n"},
        {"with dashes in the column of the name", Format::Yaml, "models:\n- name: Mine\nrules: []\n", {set({{"models"}, {"name", "S"}, {"x"}}, 1)},
            "models:\n- name: Mine\n- name: S\n  x: 1\nrules: []\n"},
        {"into an empty list", Format::Yaml, "models: []  # none\nrules: []\n", {set({{"models"}, {"name", "S"}, {"x"}}, 1)}, "models:  # none\n  - name: S\n    x: 1\nrules: []\n"},
        {"an item is replaced", Format::Yaml, "models:\n  - name: Signalbox\n    apiBase: old\n    # within\n\n  - name: Mine\n", {set(kModel, kModelValue)},
            "models:\n  - " + model + "    # within\n\n  - name: Mine\n"},
        {"a field of an item", Format::Yaml, "models:\n  - apiBase: old # o\n    name: S\n", {set({{"models"}, {"name", "S"}, {"apiBase"}}, "new")},
            "models:\n  - apiBase: new # o\n    name: S\n"},
        {"a block of text is replaced", Format::Yaml, "a: |\n  one\n  # two\nb: 1\n", {set({{"a"}}, "x")}, "a: x\nb: 1\n"},
        {"an item is removed", Format::Yaml, "models:\n  - name: Mine\n  - name: Signalbox\n    roles:\n      - chat\nrules: []\n", {remove(kModel)}, "models:\n  - name: Mine\nrules: []\n"},
        {"the only item is removed", Format::Yaml, "models: # m\n  - name: Signalbox\nrules: []\n", {remove(kModel)}, "models: [] # m\nrules: []\n"},
        {"a field is removed", Format::Yaml, "a: 1\n# of b\nb: 2 # b\nc: 3\n", {remove({{"b"}})}, "a: 1\n# of b\nc: 3\n"},
        {"an alias elsewhere stays", Format::Yaml, "x: &x\n  a: 1\ny: *x\nb: 1\n", {set({{"b"}}, 2)}, "x: &x\n  a: 1\ny: *x\nb: 2\n"},
        {"a document's marks stay", Format::Yaml, "%YAML 1.2\n---\na: 1\n...\n", {set({{"b"}}, 2)}, "%YAML 1.2\n---\na: 1\nb: 2\n...\n"},
        {"strings that look like other types", Format::Yaml, "", {set({{"a"}}, "yes"), set({{"b"}}, "1.5"), set({{"c"}}, "a: b"), set({{"d"}}, "")}, "a: \"yes\"\nb: \"1.5\"\nc: \"a: b\"\nd: \"\"\n"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("edits a dotenv file in place")
{
    const std::vector<Row> rows{
        {"nothing there", Format::Dotenv, "", {set({{"A"}}, "b")}, "A=b\n"},
        {"at the end", Format::Dotenv, "# mine\nA=1\n\n", {set({{"B"}}, kHere)}, "# mine\nA=1\n\nB=http://localhost:8080\n"},
        {"no line at the end", Format::Dotenv, "A=1", {set({{"B"}}, "2")}, "A=1\nB=2"},
        {"a value is replaced, its comment stays", Format::Dotenv, "export A = \"x # y\" # z\r\nB=old # b\r\n", {set({{"A"}}, "n"), set({{"B"}}, "m")}, "export A = n # z\r\nB=m # b\r\n"},
        {"an empty value", Format::Dotenv, "A=\nB=\n", {set({{"A"}}, "1")}, "A=1\nB=\n"},
        {"a value with blanks", Format::Dotenv, "", {set({{"A"}}, "x y #")}, "A='x y #'\n"},
        {"one is removed", Format::Dotenv, "A=1\n# b\nB=2\nC=3\n", {remove({{"B"}})}, "A=1\n# b\nC=3\n"},
        {"a line without an assignment stays", Format::Dotenv, "hello\nA=1\n=x\n", {set({{"A"}}, "2")}, "hello\nA=2\n=x\n"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("refuses unsafe edits and names the line and the remedy")
{
    struct Refused {
        const char* name;
        Format format;
        std::string text;
        Edit edit;
        std::vector<std::string> says;
    };
    const std::string secret = "sk-verysecret";
    const std::vector<Refused> rows{
        {"broken JSON", Format::Json, "{\n  \"a\": \"sk-verysecret\" \"b\": 1\n}", set({{"c"}}, 1), {"line 2", "correct it"}},
        {"a leading comma", Format::Json, "{\n  \"env\": {,}\n}\n", set({{"c"}}, 1), {"line 2", "correct it"}},
        {"cut off", Format::Json, "{\n  \"a\": \"sk-verysecret", set({{"c"}}, 1), {"line 2"}},
        {"a comment without an end", Format::Json, "{ }\n/* sk-verysecret", set({{"c"}}, 1), {"line 2", "end it with */"}},
        {"a name twice", Format::Json, "{\n  \"a\": 1,\n  \"a\": 2\n}", set({{"c"}}, 1), {"line 3", "\"a\" appears twice", "remove one"}},
        {"no object on the way", Format::Json, "{\"env\": [1]}", set(kBase, kHere), {"env is not an object"}},
        {"a list where an object is wanted", Format::Json, "[1]", set(kBase, kHere), {"the top level of the file is not an object"}},
        {"deep", Format::Json, std::string(70, '[') + std::string(70, ']'), set({{"x", "y"}}, 1), {"nested deeper"}},
        {"broken TOML", Format::Toml, "a = 1\nb = sk-verysecret\n", set({{"c"}}, 1), {"line 2", "correct it"}},
        {"a name twice in TOML", Format::Toml, "a = 1\na = 2\n", set({{"c"}}, 1), {"line 2", "duplicate name"}},
        {"an inline table", Format::Toml, "x = 1\nmodel_providers = { mine = { a = 1 } }\n", set({{"model_providers"}, {"signalbox"}}, {{"a", 1}}), {"line 2", "write it as a table [model_providers"}},
        {"dotted names", Format::Toml, "model_providers.signalbox.a = 1\n", set({{"model_providers"}, {"signalbox"}, {"b"}}, 1), {"simplify this part"}},
        {"broken YAML", Format::Yaml, "a: 1\nb: [sk-verysecret\n", set({{"c"}}, 1), {"line 3", "correct it"}},
        {"a name twice in YAML", Format::Yaml, "a: 1\nb: 2\na: 3\n", set({{"c"}}, 1), {"line 3", "twice"}},
        {"two documents", Format::Yaml, "a: 1\n---\nb: 1\n", set({{"c"}}, 1), {"more than one document"}},
        {"brackets in YAML", Format::Yaml, "a: 1\nmodels: [{name: x}]\n", set(kModel, kModelValue), {"line 2", "models is written on one line"}},
        {"an anchor in the way", Format::Yaml, "a: 1\nmodels: &m\n  - name: x\n", set(kModel, kModelValue), {"line 2", "models uses an anchor"}},
        {"a single value", Format::Yaml, "hello\n", set({{"c"}}, 1), {"line 1", "the file has a single value"}},
        {"an alias in the way", Format::Yaml, "a: &a\n  b: 1\nc: *a\n", set({{"c"}, {"d"}}, 1), {"line 3", "c uses an anchor"}},
        {"a text over lines", Format::Yaml, "a: one\n  two\nb: 1\n", set({{"a"}}, "x"), {"a cannot be changed"}},
        {"a quote over lines", Format::Dotenv, "A=1\nB=\"x\ny\"\n", set({{"C"}}, "1"), {"line 2", "B has a quote"}},
        {"a name twice in dotenv", Format::Dotenv, "A=1\nA=2\n", set({{"A"}}, "1"), {"line 1", "A appears twice"}},
        {"a value that it cannot hold", Format::Dotenv, "", set({{"A"}}, "x'y"), {"A contains a quote"}},
    };
    for (const Refused& row : rows) {
        CAPTURE(row.name);
        const auto made = editText(row.format, row.text, {row.edit});
        REQUIRE_FALSE(made);
        CAPTURE(made.error().text());
        CHECK(made.error().kind == ErrorKind::InvalidRequest);
        CHECK(made.error().text().find(secret) == std::string::npos);
        for (const std::string& says : row.says)
            CHECK_THAT(made.error().text(), Catch::Contains(says));
    }
}

TEST_CASE("inserting and removing a value restores the original text")
{
    struct Whole {
        Format format;
        std::string text;
        Path path;
        Json value;
    };
    const std::vector<Whole> rows{
        {Format::Json, "{\n  // c\n  \"a\": [1, 2,], // d\n  \"b\": {\"c\": null}\n}\n", {{"x"}}, {{"y", 1}}},
        {Format::Json, "{\"a\":1}", {{"x"}}, "y"},
        {Format::Yaml, "# c\na:\n  - b: 1 # d\n\ne: |\n  f\n", {{"x"}}, {{"y", {1, 2}}}},
        {Format::Toml, "# c\na = 1\n[b]\nc = [1, # d\n2]\n", {{"x"}}, 1},
        {Format::Dotenv, "# c\nA=1\n", {{"X"}}, "1"},
    };
    for (const Whole& row : rows) {
        CAPTURE(row.text);
        const auto with = editText(row.format, row.text, {{row.path, row.value}});
        REQUIRE(with);
        CHECK(*with != row.text);
        REQUIRE(find(*parseText(row.format, *with), row.path));
        const auto without = editText(row.format, *with, {{row.path, std::nullopt}});
        REQUIRE(without);
        CHECK(*without == row.text);
    }
}
