#include "gateway/evaluation/datasets/dataset.h"

#include "catch.h"
#include "dataset_fixture.h"

#include <array>
#include <random>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

namespace {

/// One question in all four formats: answered by any of the texts.
struct Question {
    std::string id;
    std::string system;
    std::string prompt;
    std::vector<std::string> answers;
    std::vector<std::string> tags;
};

/// Texts with what a format may trip over.
std::string anyText(std::mt19937& random)
{
    static constexpr std::array<const char*, 14> kParts{"a", "2 + 2?", "\"", "'", ",", ";", "\n", "\r\n", ": ", "\u4e2d\u6587", "# x", "\\", "{x}", "\U0001F600"};
    std::string text = "q";
    for (auto parts = random() % 8; parts > 0; --parts)
        text += kParts[random() % kParts.size()];
    return text + "z";
}

Question anyQuestion(std::mt19937& random, int number)
{
    Question question{"id " + std::to_string(number), random() % 2 ? anyText(random) : std::string(), anyText(random), {}, {}};
    for (auto answers = 1 + random() % 2; answers > 0; --answers)
        question.answers.push_back("answer" + std::to_string(random() % 100));
    if (random() % 2)
        question.tags = {"one", "two"};
    return question;
}

Json oneOrAll(const std::vector<std::string>& texts) { return texts.size() == 1 ? Json(texts.front()) : Json(texts); }

std::string csvCell(const std::string& text)
{
    std::string cell = "\"";
    for (const char c : text)
        cell.append(c == '"' ? 2U : 1U, c);
    return cell + '"';
}

struct FourFormats {
    std::string jsonLines;
    std::string csv = "tags,system,id,assert,prompt\r\n";
    std::string samples;
    std::string promptfoo = "prompts: ['[{\"role\": \"system\", \"content\": \"{{system}}\"}, {\"role\": \"user\", \"content\": \"{{prompt}}\"}]']\ntests:\n";
};

void add(FourFormats& formats, const Question& question)
{
    const Json assertions = Json::array({{{"type", "contains"}, {"value", oneOrAll(question.answers)}}});
    Json row{{"id", question.id}, {"prompt", question.prompt}, {"reference", oneOrAll(question.answers)}, {"tags", question.tags}};
    row["system"] = question.system;
    formats.jsonLines += toText(row) + '\n';
    std::string tags;
    for (const std::string& tag : question.tags)
        tags += tag + " ;";
    for (const std::string& cell : {tags, question.system, question.id, toText(assertions)})
        formats.csv += csvCell(cell) + ',';
    formats.csv += csvCell(question.prompt) + "\r\n";
    Json input = Json::array({{{"content", question.system}, {"role", "system"}}, {{"content", question.prompt}, {"role", "user"}}});
    formats.samples += toText(Json{{"ideal", oneOrAll(question.answers)}, {"input", input}, {"id", question.id}, {"tags", question.tags}}) + "\r\n";
    const Json test{{"vars", {{"system", question.system}, {"prompt", question.prompt}}}, {"assert", assertions}, {"metadata", {{"tags", question.tags}, {"id", question.id}}}};
    formats.promptfoo += "  - " + toText(test) + '\n'; // JSON is YAML too
}

std::string mutated(std::string text, std::mt19937& random)
{
    for (auto changes = 1 + random() % 6; changes > 0 && !text.empty(); --changes) {
        const std::size_t at = random() % text.size();
        switch (random() % 5) {
        case 0: text[at] = static_cast<char>(random() % 256); break;
        case 1: text.erase(at, 1 + random() % 20); break;
        case 2: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
        case 3: text.resize(at); break;
        default: text.insert(at, 1, "{}[]\"',:;\n\r&*!|>%#\\"[random() % 20]);
        }
    }
    return text;
}

} // namespace

TEST_CASE("the same dataset in four formats has the same canonical rows")
{
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same each time
    FourFormats formats;
    for (int i = 0; i < 50; ++i) {
        Question question = anyQuestion(random, i);
        if (question.system.empty())
            question.system = "s";
        add(formats, question);
    }
    const DatasetFile jsonLines("a.jsonl", formats.jsonLines);
    const DatasetFile csv("a.csv", formats.csv);
    const DatasetFile samples("samples.jsonl", formats.samples);
    const DatasetFile promptfoo("promptfooconfig.yaml", formats.promptfoo);
    const auto first = Dataset::open(jsonLines.path());
    REQUIRE(first);
    CHECK(first->rowCount() == 50);
    std::vector<std::string> expected;
    CHECK(first->eachRow([&](const Row& row) { return expected.push_back(canonicalText(row)), true; }));
    const std::array others{std::pair{&csv, DatasetFormat::Csv}, std::pair{&samples, DatasetFormat::OpenAiEvals}, std::pair{&promptfoo, DatasetFormat::Promptfoo}};
    for (const auto& [file, format] : others) {
        CAPTURE(file->path().toStdString());
        const auto dataset = Dataset::open(file->path());
        REQUIRE(dataset);
        CHECK(dataset->format() == format);
        CHECK(dataset->problems().empty());
        std::size_t at = 0;
        CHECK(dataset->eachRow([&](const Row& row) {
            REQUIRE(at < expected.size());
            CHECK(canonicalText(row) == expected[at++]);
            return true;
        }));
        CHECK(dataset->sha256() == first->sha256());
    }
}

TEST_CASE("a canonical row is a row of a dataset with the same canonical text")
{
    const auto read = readText(R"({"messages":[{"content":"q","role":"user","name":"n"}],"id":"1","reference":["a b c d e f","g"],"tags":["b","a"],"assert":[{"type":"judge"},{"type":"number","value":1e0,"tolerance":0.50},{"weight":2.0,"type":"json_path","path":"$","value":{"b":1.0,"a":null}}]})",
        DatasetFormat::JsonLines);
    REQUIRE(read.rows.size() == 1);
    const std::string canonical = canonicalText(read.rows.front());
    CHECK(canonical
        == R"({"assert":[{"type":"judge"},{"tolerance":0.5,"type":"number","value":1},{"path":"$","type":"json_path","value":{"a":null,"b":1},"weight":2}],"id":"1","messages":[{"content":"q","name":"n","role":"user"}],"reference":["a b c d e f","g"],"tags":["a","b"]})");
    const auto again = readText(canonical, DatasetFormat::JsonLines);
    REQUIRE(again.rows.size() == 1);
    CHECK(canonicalText(again.rows.front()) == canonical);
}

TEST_CASE("no file makes the readers crash")
{
    std::mt19937 random(11); // NOLINT(cert-msc51-cpp): the same each time
    FourFormats formats;
    for (int i = 0; i < 4; ++i)
        add(formats, anyQuestion(random, i));
    formats.jsonLines += R"({"prompts":"{{a}} {{b.c}}"})" "\n" R"({"vars":{"a":1,"b":{"c":"x"}},"assert":[{"type":"json_schema","value":{"$ref":"#/$defs/a","$defs":{"a":{"enum":[1],"pattern":"a+"}}}},{"type":"json_path","path":"$..a[0:2]['b']","value":1},{"type":"regex","value":"[a-z]+"},{"type":"number","value":1e3,"weight":0.5}]})" "\n";
    formats.promptfoo += "  - &x { vars: {prompt: a, system: b}, assert: [{type: is-json, value: {type: object}}, {type: icontains, value: a}] }\n  - <<: *x\n    metadata: {id: 3}\n  - *x\ndefaultTest: {assert: [{type: latency, threshold: 1}]}\n";
    const std::array texts{formats.jsonLines, formats.csv, formats.promptfoo, formats.samples};
    std::size_t rows = 0;
    std::size_t problems = 0;
    for (int i = 0; i < 3000; ++i) {
        const auto kind = static_cast<std::size_t>(i) % texts.size();
        const std::string text = mutated(texts[kind], random);
        const auto found = formatOf("x", std::string_view(text).substr(0, 65536));
        const auto read = readText(text, i % 8 < 4 ? static_cast<DatasetFormat>(kind) : found);
        rows += read.rows.size();
        problems += read.problems.size() + (read.result ? 0 : 1);
        for (const Row& row : read.rows)
            REQUIRE(parseJson(canonicalText(row)));
    }
    CHECK(rows > 1000);
    CHECK(problems > 1000);
}
