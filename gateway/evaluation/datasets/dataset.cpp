#include "dataset.h"

#include "format_readers.h"
#include "row_reader.h"
#include "shipped_datasets.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gateway::evaluation {

namespace {

constexpr qint64 kStart = 64 * 1024;

using FormatReader = Result<void> (*)(QIODevice& device, const RawRowSink& sink);

FormatReader readerOf(DatasetFormat format)
{
    switch (format) {
    case DatasetFormat::JsonLines: return readJsonLines;
    case DatasetFormat::Csv: return readCsv;
    case DatasetFormat::Promptfoo: return readPromptfoo;
    case DatasetFormat::OpenAiEvals: return readOpenAiEvals;
    }
    return readJsonLines;
}

bool hasLineThatBegins(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) || text.find('\n' + std::string(prefix)) != std::string_view::npos;
}

bool isSample(const Json& object) { return object.contains("input") && !object.contains("prompt") && !object.contains("messages") && !object.contains("prompts"); }

/// The same for the beginning of a line that is longer than what was read: an image may follow.
bool isCutSample(std::string_view line)
{
    const auto holds = [line](std::string_view name) { return line.find(name) != std::string_view::npos; };
    return holds("\"input\"") && !holds("\"prompt\"") && !holds("\"messages\"") && !holds("\"prompts\"");
}

bool isCsvHeader(std::string_view line)
{
    static constexpr std::array<std::string_view, 3> kColumns{"prompt", "messages", "prompts"};
    while (!line.empty()) {
        const std::string_view cell = line.substr(0, line.find(','));
        if (std::ranges::find(kColumns, trimmed(cell, " \t\r\"")) != kColumns.end())
            return true;
        line.remove_prefix(std::min(line.size(), cell.size() + 1));
    }
    return false;
}

void addTo(QCryptographicHash& hash, std::string_view text) { hash.addData(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))); }

Error withPath(Error error, const QString& path)
{
    error.message = {QT_TRANSLATE_NOOP("Error", "%1: %2"), {path.toStdString(), std::move(error.message)}};
    return error;
}

Result<void> openForReading(QFile& file)
{
    const auto fail = [&file](ErrorKind kind, Sentence message) -> Result<void> { return failure(withPath(Error{kind, std::move(message)}, file.fileName())); };
    shippedDatasets(); // makes their files available, which a plan may name
    const QFileInfo info(file);
    if (info.isDir())
        return fail(ErrorKind::Io, QT_TRANSLATE_NOOP("Error", "is a folder; name a file"));
    if (info.exists() && !info.isFile()) // a pipe would be waited for
        return fail(ErrorKind::Io, QT_TRANSLATE_NOOP("Error", "is not a regular file; save the dataset to a file, because it is read several times"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot be read: %1"), {file.errorString().toStdString()}});
    if (isUtf16(viewOf(file.peek(kStart))))
        return fail(ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "is saved as UTF-16; save it as UTF-8"));
    return {};
}

} // namespace

DatasetFormat formatOf(std::string_view fileName, std::string_view start)
{
    start.remove_prefix(byteOrderMark(start));
    const std::size_t begin = std::min(start.find_first_not_of(" \t\r\n"), start.size());
    const std::string_view line = start.substr(begin, start.substr(begin).find('\n'));
    const bool isCut = begin + line.size() == start.size(); // the line may go on
    const std::string name = asciiLower(fileName);
    const bool isYamlName = name.ends_with(".yaml") || name.ends_with(".yml");
    if (line.starts_with('{')) {
        const auto object = parseJson(line);
        if (object ? isSample(*object) : isCut && isCutSample(line))
            return DatasetFormat::OpenAiEvals;
        const bool isOneObject = object ? object->contains("tests") : start.find("\"tests\"") != std::string_view::npos; // JSON is YAML too
        return isOneObject && !name.ends_with(".jsonl") ? DatasetFormat::Promptfoo : DatasetFormat::JsonLines;
    }
    if (isYamlName || name.ends_with(".csv"))
        return isYamlName ? DatasetFormat::Promptfoo : DatasetFormat::Csv;
    if (name.ends_with(".jsonl") || name.ends_with(".ndjson"))
        return DatasetFormat::JsonLines;
    if (hasLineThatBegins(start, "tests:") || hasLineThatBegins(start, "prompts:"))
        return DatasetFormat::Promptfoo;
    return isCsvHeader(line) ? DatasetFormat::Csv : DatasetFormat::JsonLines;
}

Result<void> readRows(QIODevice& device, DatasetFormat format, const RowSink& onRow, const RowProblemSink& onProblem)
{
    std::unordered_map<std::string, std::size_t> lines; // by id
    return readerOf(format)(device, [&](RawRow raw) {
        std::vector<RowProblem>& problems = raw.problems;
        const auto row = problems.empty() ? readRow(raw.object, raw.line, raw.shared, problems) : std::nullopt;
        if (row) {
            const auto [known, isNew] = lines.try_emplace(row->id, row->line);
            if (isNew)
                return onRow(*row);
            problems.push_back({row->line, "id", {QT_TRANSLATE_NOOP("Error", "is the same as in line %1; give each row its own id (by default it is the number of the line)"), {std::to_string(known->second)}}});
        }
        for (RowProblem& problem : problems)
            onProblem(std::move(problem));
        return true;
    });
}

Result<Dataset> Dataset::open(const QString& path)
{
    QFile file(path);
    if (auto opened = openForReading(file); !opened)
        return failure(std::move(opened.error()));
    Dataset dataset;
    dataset.m_path = path;
    dataset.m_format = formatOf(QFileInfo(path).fileName().toStdString(), viewOf(file.peek(kStart)));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::size_t brokenLine = 0;
    const auto onRow = [&](const Row& row) {
        addTo(hash, canonicalText(row) + '\n');
        ++dataset.m_rowCount;
        for (const std::string& name : row.unused)
            if (dataset.m_unusedFields.size() < kMostUnusedFields || dataset.m_unusedFields.contains(name))
                ++dataset.m_unusedFields[name];
        for (const Assertion& assertion : row.assertions) {
            dataset.m_requirements.judge = dataset.m_requirements.judge || assertion.type == AssertionType::Judge;
            dataset.m_requirements.command = dataset.m_requirements.command || assertion.type == AssertionType::Command;
            if (assertion.type == AssertionType::Similarity)
                dataset.m_requirements.embeddings.insert(assertion.embedding);
        }
        return true;
    };
    const auto onProblem = [&](RowProblem problem) {
        dataset.m_brokenRowCount += problem.line != brokenLine ? 1U : 0U;
        brokenLine = problem.line;
        if (dataset.m_problems.size() < kMostProblems)
            dataset.m_problems.push_back(std::move(problem));
    };
    if (auto read = readRows(file, dataset.m_format, onRow, onProblem); !read)
        return failure(withPath(std::move(read.error()), path));
    if (dataset.m_rowCount == 0 && dataset.m_brokenRowCount == 0)
        return failure(withPath(Error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "contains no rows")}, path));
    dataset.m_sha256 = hash.result().toHex().toStdString();
    return dataset;
}

Result<void> Dataset::eachRow(const RowSink& onRow) const
{
    QFile file(m_path);
    if (auto opened = openForReading(file); !opened)
        return opened;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    bool isWhole = true;
    const auto read = readRows(
        file, m_format,
        [&](const Row& row) {
            addTo(hash, canonicalText(row) + '\n');
            isWhole = onRow(row);
            return isWhole;
        },
        [](const RowProblem&) {});
    if (!read)
        return failure(withPath(read.error(), m_path));
    if (isWhole && hash.result().toHex().toStdString() != m_sha256)
        return failure(withPath(Error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "has changed since it was opened; start again")}, m_path));
    return {};
}

} // namespace gateway::evaluation
