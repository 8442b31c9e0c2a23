#pragma once

#include "ask_thread.h"
#include "request_row.h"

#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QString>

namespace gateway::usage {

class FilterStatement;

/// Finds exchanges in a usage database, whoever writes to it. Reads only; one thread, and it
/// waits for the disk.
///
/// A question takes 0.2 s at most, whatever the size of the file: what was not reached by
/// then is asked for again with `RequestPage::next`.
class RequestReader final {
public:
    /// `file` need not be there yet: it is opened by the first question that finds it.
    explicit RequestReader(QString file);

    /// Errors: Io, also where there is no file and where `stop` was asked.
    Result<RequestPage> page(const RequestQuery& query, const AskThread::Stop& stop = {});
    /// Counts those with a larger number than `since`, up to `most`. Errors: as above.
    Result<RequestCount> count(const RequestFilter& filter, std::int64_t since, std::int64_t most,
        const AskThread::Stop& stop = {});

private:
    struct Span; ///< of time, in milliseconds

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
