#include "own_datasets.h"

#include "dataset.h"
#include "shipped_datasets.h"

#include "gateway/core/files/file_writer.h"

#include <QBuffer>
#include <QByteArray>
#include <QDir>
#include <QFileInfo>
#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <utility>

namespace gateway::evaluation {

namespace {

constexpr auto kEnding = ".jsonl";
constexpr std::size_t kLongestFileName = 100; // bytes
constexpr std::string_view kNotInNames = "/\\:*?\"<>|";

QString ownFolder(const QString& dataDir) { return dataDir + QStringLiteral("/datasets"); }

std::optional<Sentence> nameProblem(const QString& dataDir, const std::string& name)
{
    if (name.empty())
        return Sentence(QT_TRANSLATE_NOOP("Error", "is missing; enter a name"));
    const bool isFileName = name.find_first_of(kNotInNames) == std::string::npos && name.front() != '.' && name.front() != '-'
        && std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < ' '; });
    if (!isFileName)
        return Sentence(QT_TRANSLATE_NOOP("Error", "must begin with a letter or a digit, and contain none of / \\ : * ? \" < > |"));
    if (name.size() > kLongestFileName)
        return Sentence(QT_TRANSLATE_NOOP("Error", "is too long; use a shorter name"));
    if (shippedDataset(name) || QFileInfo::exists(ownFolder(dataDir) + QLatin1Char('/') + QString::fromStdString(name) + QLatin1String(kEnding)))
        return Sentence(QT_TRANSLATE_NOOP("Error", "is the name of another dataset; choose a different one"));
    return std::nullopt;
}

Result<void> checkRows(std::string_view rows)
{
    const QByteArray bytes(rows.data(), static_cast<qsizetype>(rows.size()));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    std::optional<RowProblem> first;
    std::size_t count = 0;
    auto read = readRows(
        buffer, DatasetFormat::JsonLines,
        [&](const Row&) {
            ++count;
            return true;
        },
        [&](RowProblem problem) {
            if (!first)
                first = std::move(problem);
        });
    if (!read)
        return read;
    if (first)
        return failure(ErrorKind::InvalidRequest, describe(*first, "rows"));
    if (count == 0)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the dataset has no rows; add one")});
    return {};
}

} // namespace

std::vector<OwnDataset> ownDatasets(const QString& dataDir)
{
    std::vector<OwnDataset> datasets;
    const QFileInfoList files = QDir(ownFolder(dataDir)).entryInfoList({QLatin1Char('*') + QLatin1String(kEnding)}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QFileInfo& file : files)
        datasets.push_back({file.completeBaseName().toStdString(), file.absoluteFilePath()});
    return datasets;
}

Result<QString> saveOwnDataset(const QString& dataDir, const std::string& name, std::string_view rows)
{
    if (const auto problem = nameProblem(dataDir, name)) {
        Error error{ErrorKind::InvalidRequest, *problem};
        error.param = "name";
        return failure(std::move(error));
    }
    if (const auto checked = checkRows(rows); !checked)
        return failure(checked.error());
    const QString path = ownFolder(dataDir) + QLatin1Char('/') + QString::fromStdString(name) + QLatin1String(kEnding);
    files::WriteOptions options;
    options.makeFolder = true;
    if (const auto written = files::writeFile(path, rows, options); !written)
        return failure(written.error());
    return path;
}

} // namespace gateway::evaluation
