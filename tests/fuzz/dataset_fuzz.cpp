// Datasets and what their assertions read, by the first letter of the line:
//   j  JSON Lines   c  CSV   p  promptfoo   o  OpenAI evals
//   s  a JSON Schema, "%%", a document        q  a JSONPath, "%%", a document
//   a  an answer: of a judge, with a number, beside "%%" another one

#include "input.h"

#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/datasets/json_path.h"
#include "gateway/evaluation/datasets/json_schema.h"
#include "gateway/evaluation/scoring/answer_comparison.h"
#include "gateway/evaluation/scoring/judge.h"
#include "gateway/evaluation/scoring/rouge.h"

#include <QBuffer>
#include <QByteArray>

using fuzz::require;
using namespace gateway;
using namespace gateway::evaluation;

namespace {

void readDataset(std::string_view text, DatasetFormat format)
{
    QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    const auto read = readRows(
        buffer, format,
        [](const Row& row) {
            require(!row.id.empty() && !row.messages.empty() && !row.assertions.empty(), "a row is whole");
            require(parseJson(canonicalText(row)).has_value(), "a canonical row is JSON");
            return true;
        },
        [](const RowProblem& problem) { require(problem.line > 0 && !problem.message.isEmpty(), "a problem has a line and a message"); });
    require(read || !read.error().message.isEmpty(), "an error has a message");
}

void readSchema(std::string_view text)
{
    const auto schema = parseJson(fuzz::takeUntil(text, "%%"));
    const auto document = parseJson(text);
    const auto parsed = schema && document ? JsonSchema::parse(*schema) : failure(ErrorKind::InvalidRequest, Sentence());
    if (!parsed)
        return;
    const auto problem = parsed->problemOf(*document);
    require(!problem || !problem->isEmpty(), "a violation is described");
}

void readPath(std::string_view text)
{
    const auto path = JsonPath::parse(fuzz::takeUntil(text, "%%"));
    const auto document = parseJson(text);
    if (path && document)
        require(path->select(*document).size() <= JsonPath::kMostValues, "a query is bounded");
}

void readAnswers(std::string_view text)
{
    const std::string_view one = fuzz::takeUntil(text, "%%");
    if (const auto score = readScore(one))
        require(score->score >= 0 && score->score <= 1, "a score is from 0 to 1");
    readWinner(one);
    lastNumber(one);
    const double likeness = rougeL(one, text);
    require(likeness >= 0 && likeness <= 1, "ROUGE-L is from 0 to 1");
    require(areSameAnswers(one, text) == areSameAnswers(text, one), "likeness is symmetric");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::Input input(data, size);
    switch (input.choice()) {
    case 'c': readDataset(input.text(), DatasetFormat::Csv); break;
    case 'p': readDataset(input.text(), DatasetFormat::Promptfoo); break;
    case 'o': readDataset(input.text(), DatasetFormat::OpenAiEvals); break;
    case 's': readSchema(input.text()); break;
    case 'q': readPath(input.text()); break;
    case 'a': readAnswers(input.text()); break;
    default: readDataset(input.text(), DatasetFormat::JsonLines);
    }
    return 0;
}
