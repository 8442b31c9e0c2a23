#pragma once

#include "ask_thread.h"
#include "request_row.h"

#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QString>

namespace gateway::usage {

class FilterStatement;

/// Searches exchanges in a usage database that others may be writing. Read-only; one thread; blocks.
///
/// A query takes at most 0.2 s, whatever the size of the file: continue with `RequestPage::next`.
class RequestReader final {
public:
    /// `file` need not exist yet: the first query that finds it opens it.
    explicit RequestReader(QString file);

    /// Errors: Io, also if the file does not exist or `stop` was requested.
    Result<RequestPage> page(const RequestQuery& query, const AskThread::Stop& stop = {});
    /// Counts those with a number above `since`, up to `most`. Errors: as above.
    Result<RequestCount> count(const RequestFilter& filter, std::int64_t since, std::int64_t most,
        const AskThread::Stop& stop = {});

private:
    struct Span; ///< in milliseconds

    Result<void> open();
    Result<RequestPage> pageAtOnce(const RequestQuery& query, const AskThread::Stop& stop);
    Result<std::int64_t> newest();
    Result<bool> slice(const RequestQuery& query, RequestKey from, Span& span);
    Result<void> rows(const RequestQuery& query, const FilterStatement& filter, RequestKey from, const Span& span, RequestPage& page);

    QString m_file;
    SqliteConnection m_connection;
    bool m_isOpen = false;
};

} // namespace gateway::usage
