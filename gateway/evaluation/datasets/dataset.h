#pragma once

#include "row.h"
#include "row_problem.h"

#include "gateway/core/result.h"

#include <QIODevice>
#include <QString>

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

enum class DatasetFormat { JsonLines, Csv, Promptfoo, OpenAiEvals };

/// The format of a file, from its content, and from its name where the content does not tell. `start`: its first bytes;
/// 64 KiB are enough. Pure.
DatasetFormat formatOf(std::string_view fileName, std::string_view start);

/// Called with each valid row in the order of the file. Returns whether to go on.
using RowSink = std::function<bool(const Row& row)>;
/// Called with each problem; a row may have several.
using RowProblemSink = std::function<void(RowProblem problem)>;

/// Reads all rows of `device`, which must be open, at its beginning and not sequential. Keeps one row at a time, and the
/// ids. Errors: Io; InvalidRequest if the file as a whole cannot be read. Blocks; any thread.
Result<void> readRows(QIODevice& device, DatasetFormat format, const RowSink& onRow, const RowProblemSink& onProblem);

/// A checked file of rows. The rows stay in the file and are read from it each time. A value; any thread.
class Dataset {
public:
    /// The most problems that are kept; others are counted.
    static constexpr std::size_t kMostProblems = 1000;
    static constexpr std::size_t kMostUnusedFields = 20;

    /// What the assertions of the rows need.
    struct Requirements {
        bool judge = false;
        bool command = false;
        std::set<std::string> embeddings; ///< models of `similarity`, as PROVIDER/MODEL
    };

    /// Reads the whole file and checks every row. A dataset with broken rows is returned too: the caller rejects it, or
    /// goes on without them. Blocks. Errors: Io; InvalidRequest if the file as a whole cannot be read or has no rows.
    static Result<Dataset> open(const QString& path);

    const QString& path() const { return m_path; }
    DatasetFormat format() const { return m_format; }
    /// The number of valid rows.
    std::size_t rowCount() const { return m_rowCount; }
    /// The hash of the canonical texts of all valid rows, each followed by a line feed, as hexadecimal digits.
    const std::string& sha256() const { return m_sha256; }
    const Requirements& requirements() const { return m_requirements; }

    /// Fields of valid rows that nothing reads, and in how many rows they are; others are left out.
    const std::map<std::string, std::size_t>& unusedFields() const { return m_unusedFields; }
    /// The first problems of broken rows, in the order of the file.
    const std::vector<RowProblem>& problems() const { return m_problems; }
    std::size_t brokenRowCount() const { return m_brokenRowCount; }

    /// Reads the valid rows again. Blocks. Errors: as `open()`; InvalidRequest at the end if the rows are no longer the
    /// same as when the file was opened.
    Result<void> eachRow(const RowSink& onRow) const;

private:
    QString m_path;
    DatasetFormat m_format = DatasetFormat::JsonLines;
    std::size_t m_rowCount = 0;
    std::string m_sha256;
    Requirements m_requirements;
    std::map<std::string, std::size_t> m_unusedFields;
    std::vector<RowProblem> m_problems;
    std::size_t m_brokenRowCount = 0;
};

} // namespace gateway::evaluation
