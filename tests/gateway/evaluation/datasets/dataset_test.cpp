#include "gateway/evaluation/datasets/dataset.h"

#include "catch.h"
#include "dataset_fixture.h"

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

TEST_CASE("a row has its messages and what its reference means")
{
    const auto read = readText("{\"id\":\"q1\",\"prompt\":\"2 + 2?\",\"system\":\"Be short.\",\"reference\":\"4\",\"tags\":[\"math\",\" easy\",\"math\"]}\n\n"
                               "{\"prompt\":\"Why?\",\"reference\":\"one two three four five six\"}\r\n",
        DatasetFormat::JsonLines);
    REQUIRE(read.result);
    REQUIRE(read.rows.size() == 2);
    CHECK(read.said().empty());
    CHECK(toText(read.rows[0].messages) == R"([{"role":"system","content":"Be short."},{"role":"user","content":"2 + 2?"}])");
    CHECK(read.rows[0].tags == std::vector<std::string>{"easy", "math"});
    CHECK(read.rows[0].assertions.front().type == AssertionType::Contains);
    CHECK(questionText(read.rows[0]) == "system: Be short.\n\nuser: 2 + 2?");
    CHECK(read.rows[1].id == "3");
    CHECK(read.rows[1].line == 3);
    CHECK(read.rows[1].assertions.front().type == AssertionType::Judge);
}

TEST_CASE("every assertion of the contract is read")
{
    const std::string row = R"({"id":"a","messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}],
"reference":"A cat","assert":[{"type":"equals","value":"x"},{"type":"contains","value":["x","y"]},{"type":"not_contains","value":"x"},{"type":"regex","value":"^a"},
{"type":"number","value":4,"tolerance":0.5},{"type":"json_schema","value":{"type":"object"}},{"type":"json_path","path":"$.a","value":null},{"type":"rouge_l"},
{"type":"similarity","embedding":"ollama/nomic","threshold":0.8},{"type":"judge","rubric":"Polite?"},{"type":"command","argv":["grep","x"]},{"type":"latency_ms","value":100},
{"type":"first_token_ms","value":10},{"type":"cost","value":0.01},{"type":"max_tokens","value":20,"weight":0.5}]})";
    std::string line = row;
    std::erase(line, '\n');
    const auto read = readText(line, DatasetFormat::JsonLines);
    CHECK(read.said().empty());
    REQUIRE(read.rows.size() == 1);
    const auto& assertions = read.rows.front().assertions;
    REQUIRE(assertions.size() == assertionNames().size());
    for (std::size_t i = 0; i < assertions.size(); ++i)
        CHECK(std::string(nameOf(assertions[i].type)) == assertionNames()[i]);
    CHECK(assertions[7].texts == std::vector<std::string>{"A cat"});
    CHECK(assertions[8].threshold == 0.8);
    CHECK(assertions[14].weight == 0.5);
    CHECK(questionText(read.rows.front()) == "What is this?\n[image_url]");
}

TEST_CASE("a broken row is named by line and field with the remedy")
{
    struct Case {
        const char* name;
        const char* row;
        const char* said;
    };
    const auto row = GENERATE(values<Case>({
        {"not JSON", R"({"prompt": )", "1 : is not valid JSON; write one object on one line: parse error at line 1, column"},
        {"a list", "[1]", "1 : must be a JSON object"},
        {"no prompt", R"({"reference":"4"})", R"(1 : has neither "prompt" nor "messages" nor "prompts"; add one)"},
        {"prompt and messages", R"({"prompt":"x","messages":[{"role":"user","content":"x"}],"reference":"4"})", R"(1 : has more than one of "prompt", "messages" and "prompts"; keep one)"},
        {"prompt is a number", R"({"prompt":4,"reference":"4"})", "1 prompt: must be a string"},
        {"empty prompt", R"({"prompt":" ","reference":"4"})", "1 prompt: must not be empty"},
        {"no scoring", R"({"prompt":"x"})", R"(1 : has neither "reference" nor "assert", so its answer cannot be scored; add one)"},
        {"typing error", R"({"prompt":"x","refrence":"4","reference":"4"})", R"(1 refrence: is not a known field; did you mean "reference"?)"},
        {"role", R"({"messages":[{"role":"robot","content":"x"}],"reference":"4"})", R"(1 messages[0]: must be an object with "role")"},
        {"content", R"({"messages":[{"role":"user"}],"reference":"4"})", "1 messages[0].content: must be a string or a list of parts"},
        {"id", R"({"id":true,"prompt":"x","reference":"4"})", "1 id: must be a non-empty string or a whole number"},
        {"tags", R"({"tags":"a","prompt":"x","reference":"4"})", "1 tags: must be a list of strings"},
        {"reference", R"({"prompt":"x","reference":[]})", "1 reference: must be a string or a list of strings"},
        {"variable", R"({"prompt":"Hi {{name}}","vars":{},"reference":"4"})", R"(1 prompt: uses the variable "name", which is not in "vars"; add it)"},
        {"filter", R"({"prompt":"Hi {{name | upper}}","vars":{"name":"x"},"reference":"4"})", R"(1 prompt: contains "{{name | upper}}": only {{name}} is supported)"},
        {"two prompts", R"({"prompts":["a","b"],"vars":{},"reference":"4"})", "1 prompts: has 2 templates; keep one"},
        {"assert", R"({"prompt":"x","assert":{}})", "1 assert: must be a list of assertions"},
        {"no type", R"({"prompt":"x","assert":[{}]})", "1 assert[0].type: is missing; add one of equals, contains"},
        {"unknown type", R"({"prompt":"x","assert":[{"type":"contain","value":"x"}]})", R"(1 assert[0].type: unknown assertion type "contain"; did you mean "contains"?)"},
        {"strange type", R"({"prompt":"x","assert":[{"type":"zzzzzzzz"}]})", R"(1 assert[0].type: unknown assertion type "zzzzzzzz"; use one of equals)"},
        {"missing value", R"({"prompt":"x","assert":[{"type":"equals"}]})", R"(1 assert[0].value: is missing; "equals" requires it)"},
        {"unknown field", R"({"prompt":"x","assert":[{"type":"equals","value":"x","zzzzzzzz":1}]})", "1 assert[0].zzzzzzzz: is not a known field; remove it"},
        {"wrong type", R"({"prompt":"x","assert":[{"type":"number","value":"4"}]})", "1 assert[0].value: must be a number"},
        {"weight", R"({"prompt":"x","assert":[{"type":"equals","value":"x","weight":-1}]})", "1 assert[0].weight: must be a number from 0 to 1000"},
        {"no weight", R"({"prompt":"x","assert":[{"type":"equals","value":"x","weight":0}]})", "1 assert: must have at least one assertion with a weight greater than 0"},
        {"threshold", R"({"prompt":"x","assert":[{"type":"rouge_l","value":"x","threshold":1.5}]})", "1 assert[0].threshold: must be a number from 0 to 1"},
        {"no text to compare", R"({"prompt":"x","assert":[{"type":"rouge_l"}]})", R"(1 assert[0].value: is missing; "rouge_l" requires it or the row's "reference")"},
        {"regex", R"({"prompt":"x","assert":[{"type":"regex","value":"("}]})", "1 assert[0].value: must be a valid RE2 regular expression: missing )"},
        {"lookahead", R"-({"prompt":"x","assert":[{"type":"regex","value":"(?=a)"}]})-", "1 assert[0].value: must be a valid RE2 regular expression; RE2 has no lookahead"},
        {"schema", R"({"prompt":"x","assert":[{"type":"json_schema","value":{"type":"text"}}]})", R"(1 assert[0].value.type: must be "null", "boolean")"},
        {"schema is a string", R"({"prompt":"x","assert":[{"type":"json_schema","value":"x"}]})", "1 assert[0].value: must be a JSON Schema"},
        {"path", R"({"prompt":"x","assert":[{"type":"json_path","path":"$.a[?@.b]","value":1}]})", "1 assert[0].path: contains a filter at character 5"},
        {"judge", R"({"prompt":"x","assert":[{"type":"judge"}]})", "1 assert[0].rubric: is missing"},
        {"command", R"({"prompt":"x","assert":[{"type":"command","argv":[]}]})", "1 assert[0].argv: must be a list of strings: the program, then its arguments"},
        {"embedding", R"({"prompt":"x","assert":[{"type":"similarity","value":"x","embedding":"nomic"}]})", "1 assert[0].embedding: must be a provider and a model"},
        {"matches everything", R"({"prompt":"x","assert":[{"type":"contains","value":""}]})", "1 assert[0].value: must not be empty"},
    }));
    CAPTURE(row.name);
    const auto read = readText(row.row, DatasetFormat::JsonLines);
    CHECK(read.rows.empty());
    REQUIRE_FALSE(read.problems.empty());
    CHECK_THAT(read.said().front(), Catch::StartsWith(row.said));
}

TEST_CASE("good rows are read beside broken ones and duplicate ids are found")
{
    const auto read = readText("{\"id\":\"2\",\"prompt\":\"a\",\"reference\":\"1\"}\n{\"prompt\":\"b\",\"reference\":\"1\"}\nnothing\n{\"prompt\":\"c\",\"reference\":\"1\",\"tags\":1,\"id\":[]}\n{\"prompt\":\"d\",\"reference\":\"1\"}",
        DatasetFormat::JsonLines);
    REQUIRE(read.result);
    CHECK(read.rows.size() == 2);
    CHECK(read.rows.back().id == "5");
    REQUIRE(read.problems.size() == 4);
    CHECK(read.said()[0] == "2 id: is the same as in line 1; give each row its own id (by default it is the number of the line)");
    CHECK(read.problems[1].line == 3);
    CHECK(read.problems[2].line == 4);
    CHECK(read.problems[3].field == "tags");
    CHECK(toText(describe(read.problems[3], "set.jsonl")) == R"(set.jsonl, line 4, "tags": must be a list of strings)");
}

TEST_CASE("templates are filled from variables")
{
    const auto read = readText(R"({"prompts":["Translate {{ text }} to {{to.name}}: {{n}} {{{x}"],"system":"Be {{how}}."})" "\n"
                               R"({"vars":{"text":"{{n}}","to":{"name":"French"},"n":3,"how":"brief","{x":1},"reference":"x"})" "\n"
                               R"({"prompt":"{{text}}","reference":"x"})",
        DatasetFormat::JsonLines);
    CHECK(read.said() == std::vector<std::string>{"2 prompts: contains \"{{\" without \"}}\"; close it"});
    REQUIRE(read.rows.size() == 1);
    CHECK(questionText(read.rows.front()) == "{{text}}"); // no variables: not a template
    const auto filled = readText(R"({"prompts":"Translate {{ text }} to {{to.name}}: {{n}} {x}","system":"Be {{how}}."})" "\n"
                                 R"({"vars":{"text":"{{n}}","to":{"name":"French"},"n":3,"how":"brief"},"reference":"x"})",
        DatasetFormat::JsonLines);
    REQUIRE(filled.rows.size() == 1);
    CHECK(questionText(filled.rows.front()) == "system: Be brief.\n\nuser: Translate {{n}} to French: 3 {x}");
}

TEST_CASE("CSV fields follow RFC 4180")
{
    const auto read = readText("\xEF\xBB\xBFid,prompt,reference,tags,assert\r\na,\"one \"\"two\"\",\nthree\",4,x; y,\r\n\r\n\"b\",p,,,\"[{\"\"type\"\":\"\"equals\"\",\"\"value\"\":\"\"4\"\"}]\"\nc,p\nd,\"p\" x,4,,\ne,p,4,,{\nf,a\"b,4,,\ng,\xFF,4,,\nh,\"never closed,4",
        DatasetFormat::Csv);
    REQUIRE(read.result);
    REQUIRE(read.rows.size() == 2);
    CHECK(questionText(read.rows[0]) == "one \"two\",\nthree");
    CHECK(read.rows[0].line == 2);
    CHECK(read.rows[0].tags == std::vector<std::string>{"x", "y"});
    CHECK(read.rows[1].line == 5);
    CHECK(read.rows[1].assertions.front().type == AssertionType::Equals);
    const auto said = read.said();
    REQUIRE(said.size() == 6);
    CHECK(said[0] == "6 : has 2 fields, but the header row has 5; check commas and quotes");
    CHECK_THAT(said[1], Catch::StartsWith("7 : has text after the closing quote"));
    CHECK_THAT(said[2], Catch::StartsWith("8 assert: is not valid JSON"));
    CHECK_THAT(said[3], Catch::StartsWith("9 : has a quote within an unquoted CSV field"));
    CHECK_THAT(said[4], Catch::StartsWith("10 prompt: is not valid UTF-8"));
    CHECK_THAT(said[5], Catch::StartsWith("11 : has a quoted CSV field that is not closed"));
    CHECK_FALSE(readText("a;b\nc;d", DatasetFormat::Csv).result);
    CHECK_FALSE(readText("prompt,prompt\nc,d", DatasetFormat::Csv).result);
}

TEST_CASE("tests of promptfoo are converted and what has no counterpart is named")
{
    const std::string yaml = R"-(# a comment
tests:
  - &first
    description: one
    vars: { city: Paris, n: 1.50 }
    assert:
      - type: icontains
        value: "{{city}} (\\E)"
        weight: 2
      - { type: is-json, value: { type: object } }
      - { type: latency, threshold: 900 }
      - { type: llm-rubric, value: Is polite }
    metadata: { id: first, tags: [geo] }
  - vars: { city: yes }
    assert:
      - type: javascript
        value: output.length
  - vars: { city: [a, b] }
  - { vars: { city: file://x.txt }, options: {} }
  - tests.csv
  - <<: *first
    metadata: { id: second }
defaultTest:
  vars: { lang: French }
  assert:
    - { type: not-contains, value: 42 }
prompts:
  - 'What is {{city}} in {{lang}}? {{ n }}'
providers: [openai:gpt-4o]
)-";
    const auto read = readText(yaml, DatasetFormat::Promptfoo);
    REQUIRE(read.result);
    REQUIRE(read.rows.size() == 2);
    CHECK(canonicalText(read.rows[0])
        == R"({"assert":[{"type":"not_contains","value":"42"},{"type":"regex","value":"(?i)\\QParis (\\E\\\\E\\Q)\\E","weight":2},{"type":"json_schema","value":{"type":"object"}},{"type":"latency_ms","value":900},{"rubric":"Is polite","type":"judge"}],"id":"first","messages":[{"content":"What is Paris in French? 1.5","role":"user"}],"tags":["geo"]})");
    CHECK(read.rows[0].line == 3);
    CHECK(read.rows[1].id == "second");
    const auto said = read.said();
    REQUIRE(said.size() == 5);
    CHECK_THAT(said[0], Catch::StartsWith(R"(14 assert[0].type: the assertion type "javascript" cannot be converted from promptfoo; use one of equals)"));
    CHECK_THAT(said[1], Catch::StartsWith("18 vars.city: must be a single value"));
    CHECK_THAT(said[2], Catch::StartsWith("19 options: is not a known field"));
    CHECK_THAT(said[3], Catch::StartsWith("19 vars.city: refers to another file"));
    CHECK_THAT(said[4], Catch::StartsWith("20 : must be an object with"));
}

TEST_CASE("a promptfoo file that cannot be read as a whole says why")
{
    struct Case {
        const char* text;
        const char* said;
    };
    const auto row = GENERATE(values<Case>({
        {"prompts: [a, b]\ntests: [{vars: {}}]", "has 2 prompts; keep one in \"prompts\""},
        {"prompts: file://x\ntests: [{vars: {}}]", "must have the text of its prompt"},
        {"prompts: a\ntests: x.csv", "has no \"tests\" list"},
        {"prompts: a\nscenarios: []\ntests: []", "uses promptfoo's \"scenarios\""},
        {"prompts: a\ntests: []\ndefaultTest: {options: {}}", "has a \"defaultTest\" with something other"},
        {"prompts: a\ntests:\n  - {", "is not valid YAML at line"},
        {"a: 1\na: 2", "line 2 has the same field twice"},
        {"prompts: a\ntests: []\n---\nb: c", "has several YAML documents"},
        {"- a", "line 1 must be an object"},
        {"", "has no \"tests\" list"},
    }));
    CAPTURE(row.text);
    const auto read = readText(row.text, DatasetFormat::Promptfoo);
    REQUIRE_FALSE(read.result);
    CHECK_THAT(read.result.error().text(), Catch::StartsWith(row.said));
}

TEST_CASE("YAML that grows without end is stopped")
{
    std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int j = 0; j < 9; ++j)
            yaml += ", " + before;
        yaml += "]\n";
    }
    CHECK_THAT(readText(yaml, DatasetFormat::Promptfoo).result.error().text(), Catch::Contains("aliases that expand to too many values"));
    CHECK_FALSE(readText("a: " + std::string(100'000, '['), DatasetFormat::Promptfoo).result);
    CHECK_FALSE(readText("a: &x [*x]", DatasetFormat::Promptfoo).result);
}

TEST_CASE("samples of OpenAI evals are converted")
{
    const auto read = readText("{\"input\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\"}],\"ideal\":[\"4\",\"four\"]}\n{\"input\":\"q\",\"ideal\":\"4\"}\n{\"input\":1}\n7",
        DatasetFormat::OpenAiEvals);
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[0].assertions.front().texts == std::vector<std::string>{"4", "four"});
    CHECK(questionText(read.rows[1]) == "q");
    CHECK(read.said()
        == std::vector<std::string>{"3 input: must be a string or a list of messages", "3 ideal: must be a string or a list of strings",
            "4 : must be a JSON object with \"input\" and \"ideal\""});
}

TEST_CASE("the format is found by content and name")
{
    struct Case {
        const char* file;
        const char* start;
        DatasetFormat format;
    };
    const auto row = GENERATE(values<Case>({
        {"set.jsonl", "{\"prompt\":\"x\"}\n", DatasetFormat::JsonLines},
        {"set.csv", "{\"prompt\":\"x\"}\n", DatasetFormat::JsonLines},
        {"samples.jsonl", "\n{\"input\":\"x\",\"ideal\":\"y\"}\n", DatasetFormat::OpenAiEvals},
        {"set", "\xEF\xBB\xBF{\"input\":\"x\"}", DatasetFormat::OpenAiEvals},
        {"set.CSV", "a,b\n", DatasetFormat::Csv},
        {"set.txt", "id,\"prompt\"\n1,2", DatasetFormat::Csv},
        {"promptfooconfig.yaml", "x", DatasetFormat::Promptfoo},
        {"set.txt", "description: x\ntests:\n- vars:", DatasetFormat::Promptfoo},
        {"config.json", "{\n \"prompts\": [\"x\"],\n \"tests\": []}", DatasetFormat::Promptfoo},
        {"set.jsonl", "{\"prompt\": broken", DatasetFormat::JsonLines},
        {"set", "", DatasetFormat::JsonLines},
    }));
    CAPTURE(row.file, row.start);
    CHECK(formatOf(row.file, row.start) == row.format);
}

TEST_CASE("a dataset is opened once and read again")
{
    const std::string text = "{\"prompt\":\"a\",\"reference\":\"1\"}\nbroken\n{\"prompt\":\"b\",\"assert\":[{\"type\":\"judge\",\"rubric\":\"r\"},{\"type\":\"command\",\"argv\":[\"x\"]},{\"type\":\"similarity\",\"value\":\"x\",\"embedding\":\"a/b\"}]}\n";
    const DatasetFile file("set.jsonl", text);
    const auto dataset = Dataset::open(file.path());
    REQUIRE(dataset);
    CHECK(dataset->rowCount() == 2);
    CHECK(dataset->brokenRowCount() == 1);
    CHECK(dataset->problems().size() == 1);
    CHECK(dataset->requirements().judge);
    CHECK(dataset->requirements().command);
    CHECK(dataset->requirements().embeddings == std::set<std::string>{"a/b"});
    CHECK(dataset->unusedFields().empty());
    CHECK(dataset->sha256().size() == 64);
    std::vector<std::string> ids;
    const auto collect = [&ids](const Row& row) {
        ids.push_back(row.id);
        return true;
    };
    CHECK(dataset->eachRow(collect));
    CHECK(ids == std::vector<std::string>{"1", "3"});
    CHECK(dataset->eachRow([](const Row&) { return false; }));
    file.write("{\"prompt\":\"c\",\"reference\":\"1\"}\n");
    CHECK_THAT(dataset->eachRow(collect).error().text(), Catch::EndsWith("has changed since it was opened; start again"));
}

TEST_CASE("a file that is not a dataset says why")
{
    const DatasetFile empty("set.jsonl", " \n");
    CHECK_THAT(Dataset::open(empty.path()).error().text(), Catch::EndsWith("set.jsonl: contains no rows"));
    const DatasetFile wide("wide.jsonl", std::string("\xFF\xFE{\0", 4));
    CHECK_THAT(Dataset::open(wide.path()).error().text(), Catch::EndsWith("is saved as UTF-16; save it as UTF-8"));
    CHECK(Dataset::open(empty.path() + QStringLiteral("x")).error().kind == ErrorKind::Io);
    CHECK_THAT(Dataset::open(QStringLiteral("/")).error().text(), Catch::EndsWith("is a folder; name a file"));
    if (const QString device = QStringLiteral("/dev/null"); QFile::exists(device))
        CHECK_THAT(Dataset::open(device).error().text(), Catch::Contains("is not a regular file"));
}

TEST_CASE("fields that nothing reads are named and change nothing else")
{
    const DatasetFile plain("plain.jsonl", "{\"prompt\":\"a\",\"reference\":\"1\"}\n{\"prompt\":\"b\",\"reference\":\"2\"}\n");
    const DatasetFile more("more.jsonl", "{\"prompt\":\"a\",\"reference\":\"1\",\"tools\":[],\"note\":1}\n{\"prompt\":\"b\",\"reference\":\"2\",\"tools\":[]}\n");
    const auto dataset = Dataset::open(more.path());
    REQUIRE(dataset);
    CHECK(dataset->problems().empty());
    CHECK(dataset->unusedFields() == std::map<std::string, std::size_t>{{"note", 1}, {"tools", 2}});
    CHECK(dataset->sha256() == Dataset::open(plain.path())->sha256());
    std::string row = R"({"prompt":"a","reference":"1")";
    for (int i = 0; i < 30; ++i)
        row += ",\"zzzzzzzzz" + std::to_string(i) + "\":1";
    const DatasetFile many("many.jsonl", row + "}\n");
    CHECK(Dataset::open(many.path())->unusedFields().size() == Dataset::kMostUnusedFields);
}
