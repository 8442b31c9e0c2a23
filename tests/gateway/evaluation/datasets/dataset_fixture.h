#pragma once

#include "gateway/evaluation/datasets/dataset.h"

#include <QBuffer>
#include <QByteArray>
#include <QTemporaryDir>

#include <fstream>
#include <string>
#include <vector>

namespace gateway::evaluation::tests {

/// Everything that reading a text as a dataset gives.
struct ReadText {
    std::vector<Row> rows;
    std::vector<RowProblem> problems;
    Result<void> result;

    /// Each problem as "LINE FIELD: MESSAGE".
    std::vector<std::string> said() const
    {
        std::vector<std::string> lines;
        for (const RowProblem& problem : problems)
            lines.push_back(std::to_string(problem.line) + ' ' + problem.field + ": " + toText(problem.message));
        return lines;
    }
};

inline ReadText readText(const std::string& text, DatasetFormat format)
{
    QByteArray bytes = QByteArray::fromStdString(text);
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ReadText read;
    read.result = readRows(
        buffer, format,
        [&read](const Row& row) {
            read.rows.push_back(row);
            return true;
        },
        [&read](RowProblem problem) { read.problems.push_back(std::move(problem)); });
    return read;
}

/// A file that exists as long as this.
class DatasetFile {
public:
    DatasetFile(const std::string& name, const std::string& text)
        : m_path(m_folder.filePath(QString::fromStdString(name)))
    {
        write(text);
    }
    void write(const std::string& text) const { std::ofstream(m_path.toStdString(), std::ios::binary) << text; }
    const QString& path() const { return m_path; }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

} // namespace gateway::evaluation::tests
